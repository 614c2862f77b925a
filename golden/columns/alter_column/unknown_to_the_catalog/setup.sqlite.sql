CREATE TABLE elsewhere (a INTEGER);
