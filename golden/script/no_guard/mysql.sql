SET NAMES utf8mb4;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a1, first
-- [1/6]
CREATE TABLE t (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

-- [2/6]
INSERT INTO alembic_version (version_num) VALUES ('a1');

-- Running upgrade a1 -> b2, second
-- [3/6]
ALTER TABLE t ADD COLUMN a INTEGER;

-- [4/6]
UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

-- Running upgrade b2 -> c3, third
-- [5/6]
CREATE INDEX ix_t_a ON t (a);

-- [6/6]
UPDATE alembic_version SET version_num = 'c3' WHERE version_num = 'b2';
