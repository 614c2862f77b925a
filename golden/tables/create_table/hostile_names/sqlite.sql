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
CREATE TABLE "o'ne ""two"" [three] `four`; DROP TABLE x --" (
    "select" INTEGER NOT NULL,
    "a.b" INTEGER,
    "*/ $$ \ %" TEXT,
    "new
GO
line" TEXT DEFAULT 'x
GO
y',
    GO VARCHAR(9) DEFAULT '$$ ''q''',
    PRIMARY KEY ("select"),
    CONSTRAINT "ck 'it' ""is"" ]" CHECK (1 = 1)
);

CREATE INDEX "ix_o'ne ""two"" [three] `four`; DROP TABLE x --_a.b" ON "o'ne ""two"" [three] `four`; DROP TABLE x --" ("a.b");

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
