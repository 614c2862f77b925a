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

-- Running upgrade a1 -> b2, some are happy
CREATE TABLE _new_person (
    id INTEGER NOT NULL,
    mood VARCHAR(5) DEFAULT 'ok' NOT NULL,
    past TEXT,
    bare VARCHAR(5),
    PRIMARY KEY (id),
    CONSTRAINT mood CHECK (mood IN ('sad', 'ok', 'happy')),
    CONSTRAINT mood_person_bare CHECK (bare IN ('sad', 'ok', 'happy')),
    CONSTRAINT ck_mood CHECK (mood <> 'sad' OR bare IS NULL)
);

INSERT INTO _new_person (id, mood, past, bare)
SELECT id, mood, past, bare
FROM person;

DROP TABLE person;

ALTER TABLE _new_person RENAME TO person;

CREATE INDEX ix_ok ON person (id) WHERE mood = 'ok';

CREATE INDEX ix_mood ON person (mood);

CREATE TABLE _new_pet (
    mood VARCHAR(5) DEFAULT 'happy',
    CONSTRAINT mood CHECK (mood IN ('sad', 'ok', 'happy'))
);

INSERT INTO _new_pet (mood)
SELECT mood
FROM pet;

DROP TABLE pet;

ALTER TABLE _new_pet RENAME TO pet;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

COMMIT;

PRAGMA foreign_keys = ON;
