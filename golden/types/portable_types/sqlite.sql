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
CREATE TABLE t (
    c_smallint SMALLINT,
    c_integer INTEGER,
    c_bigint BIGINT,
    c_numeric NUMERIC(12, 2),
    c_real REAL,
    c_float FLOAT,
    c_double DOUBLE,
    c_boolean BOOLEAN,
    c_char CHAR(2),
    c_varchar VARCHAR(80),
    c_nchar NCHAR(2),
    c_nvarchar NVARCHAR(80),
    c_text TEXT,
    c_binary BLOB,
    c_varbinary BLOB,
    c_blob BLOB,
    c_date DATE,
    c_datetime DATETIME,
    c_datetimetz DATETIME,
    c_timestamp TIMESTAMP,
    c_uuid CHAR(36),
    c_json JSON,
    c_jsonb JSON
);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
