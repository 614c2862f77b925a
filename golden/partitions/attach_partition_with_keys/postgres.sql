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

-- Running upgrade  -> a1, keys and indexes come with the attachment
CREATE TABLE place (
    id BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE event (
    id BIGINT NOT NULL,
    at DATE NOT NULL,
    place_id BIGINT,
    FOREIGN KEY (place_id) REFERENCES place (id),
    PRIMARY KEY (id, at),
    CONSTRAINT uq_event UNIQUE (at, place_id),
    CONSTRAINT ck_id CHECK (id > 0)
) PARTITION BY RANGE (at);

CREATE INDEX ix_event_at ON event (at);

CREATE INDEX ix_event_both ON event (id, place_id);

CREATE TABLE event_2026 (
    id BIGINT NOT NULL,
    at DATE NOT NULL,
    place_id BIGINT,
    CONSTRAINT ck_id CHECK (id > 0)
);

CREATE INDEX ix_own ON event_2026 (id, place_id);

ALTER TABLE event ATTACH PARTITION event_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
