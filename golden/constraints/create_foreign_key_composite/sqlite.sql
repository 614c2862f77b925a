PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at a1, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade a1 -> b2, create foreign key composite
CREATE TABLE _new_line (
    id INTEGER NOT NULL,
    shop INTEGER,
    item INTEGER,
    PRIMARY KEY (id),
    CONSTRAINT fk_line_item FOREIGN KEY (shop, item) REFERENCES item (shop, id) ON DELETE SET NULL
);

INSERT INTO _new_line (id, shop, item)
SELECT id, shop, item
FROM line;

DROP TABLE line;

ALTER TABLE _new_line RENAME TO line;

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of line refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('line');

DROP TABLE temp.cucurbit_check;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

COMMIT;

PRAGMA foreign_keys = ON;
