CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT {{ d.quoted(s.message) }} CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check({{ s.table }});

DROP TABLE temp.cucurbit_check;
