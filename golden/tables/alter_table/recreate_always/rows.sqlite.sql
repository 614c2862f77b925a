INSERT INTO jobs (id, name) VALUES (7, 'a'), (8, 'b');
DELETE FROM jobs WHERE id = 8;
