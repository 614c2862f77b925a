INSERT INTO person VALUES (1, 'sad');
INSERT INTO dog VALUES (1, 'sad', 'ok');
