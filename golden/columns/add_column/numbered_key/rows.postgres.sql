INSERT INTO log VALUES ('a'), ('b');
