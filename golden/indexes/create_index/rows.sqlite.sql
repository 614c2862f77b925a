INSERT INTO owner VALUES (1, 'Ada'), (2, 'Bob');
INSERT INTO account VALUES (1, 1, 'a@x', 'new', 30), (2, 2, 'b@x', NULL, 40), (3, NULL, NULL, 'old', 5);
