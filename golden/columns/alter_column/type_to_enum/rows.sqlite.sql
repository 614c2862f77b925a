INSERT INTO account VALUES (1, 'ok', 'sad');
