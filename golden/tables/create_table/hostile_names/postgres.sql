BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM alembic_version;
    END IF;
    IF NOT (found @> ARRAY[]::text[] AND cardinality(found) = 0) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at base, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

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
    "GO" VARCHAR(9) DEFAULT '$$ ''q''',
    PRIMARY KEY ("select"),
    CONSTRAINT "ck 'it' ""is"" ]" CHECK (1 = 1)
);

CREATE INDEX "ix_o'ne ""two"" [three] `four`; DROP TABLE x --_a.b" ON "o'ne ""two"" [three] `four`; DROP TABLE x --" ("a.b");

COMMENT ON TABLE "o'ne ""two"" [three] `four`; DROP TABLE x --" IS 'a */ b -- c
GO
d';

COMMENT ON COLUMN "o'ne ""two"" [three] `four`; DROP TABLE x --"."*/ $$ \ %" IS 'it''s */ $$ -- \ "q" ]';

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
