INSERT INTO owner (id) VALUES (1);
INSERT INTO jobs (id, name, owner_id, old) VALUES (1, 'a', 1, 'x'), (2, 'b', NULL, NULL);
INSERT INTO step (id, job_id) VALUES (1, 1), (2, 2);
