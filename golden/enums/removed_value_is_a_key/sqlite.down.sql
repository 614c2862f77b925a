PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at b2, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade b2 -> a1, some are happy
CREATE TABLE _new_mood_name (
    mood VARCHAR(3) NOT NULL,
    text VARCHAR(20),
    PRIMARY KEY (mood),
    CONSTRAINT mood CHECK (mood IN ('sad', 'ok'))
);

INSERT INTO _new_mood_name (mood, text)
SELECT mood, text
FROM mood_name;

DROP TABLE mood_name;

ALTER TABLE _new_mood_name RENAME TO mood_name;

CREATE TABLE _new_person (
    id INTEGER NOT NULL,
    mood VARCHAR(3),
    PRIMARY KEY (id),
    FOREIGN KEY (mood) REFERENCES mood_name (mood),
    CONSTRAINT mood CHECK (mood IN ('sad', 'ok'))
);

INSERT INTO _new_person (id, mood)
SELECT id, mood
FROM person;

DROP TABLE person;

ALTER TABLE _new_person RENAME TO person;

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of person refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('person');

DROP TABLE temp.cucurbit_check;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

COMMIT;

PRAGMA foreign_keys = ON;
