INSERT INTO owner (id, boss_id) VALUES (1, NULL), (2, 1);
INSERT INTO account (id, owner_id) VALUES (10, 2);
