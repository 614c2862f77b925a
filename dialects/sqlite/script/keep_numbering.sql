DELETE FROM sqlite_sequence WHERE name = {{ s.to }};

INSERT INTO sqlite_sequence (name, seq) SELECT {{ s.to }}, seq FROM sqlite_sequence WHERE name = {{ s.from }};
