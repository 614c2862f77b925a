-- fills
INSERT INTO owner (id, name) VALUES (1, 'a');
INSERT INTO owner (id, name) VALUES (2, 'b');
