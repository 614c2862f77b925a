PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at base, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 0;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade  -> a1
CREATE TABLE "a.b]'""" (
    "x.y]'""" INTEGER,
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

ALTER TABLE "a.b]'""" RENAME COLUMN "x.y]'""" TO "[z].'""";

CREATE TABLE "_new_a.b]'""" (
    "[z].'""" INTEGER NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

INSERT INTO "_new_a.b]'""" ("[z].'""", id)
SELECT "[z].'""", id
FROM "a.b]'""";

DROP TABLE "a.b]'""";

ALTER TABLE "_new_a.b]'""" RENAME TO "a.b]'""";

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;

PRAGMA foreign_keys = ON;
