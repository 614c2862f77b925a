INSERT INTO account (n) VALUES (2), (41);
