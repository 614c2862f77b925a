PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at 2b95d8e1037c, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('2b95d8e1037c')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade 2b95d8e1037c -> 94fa6c3be012, who may do what with which network
CREATE TABLE permission (
    user_id INTEGER NOT NULL,
    network_id INTEGER NOT NULL,
    level VARCHAR(6) DEFAULT 'read' NOT NULL,
    valid_from DATE DEFAULT '2026-01-01' NOT NULL,
    valid_until DATE,
    CONSTRAINT fk_permission_user_id_app_user FOREIGN KEY (user_id) REFERENCES app_user (id) ON DELETE CASCADE,
    CONSTRAINT fk_permission_network_id_network FOREIGN KEY (network_id) REFERENCES network (id) ON DELETE CASCADE,
    CONSTRAINT permission_level CHECK (level IN ('read', 'write', 'manage')),
    CONSTRAINT pk_permission PRIMARY KEY (user_id, network_id),
    CONSTRAINT ck_permission_period CHECK (valid_until IS NULL OR valid_from <= valid_until)
);

CREATE INDEX ix_permission_network_id ON permission (network_id);

UPDATE alembic_version SET version_num = '94fa6c3be012' WHERE version_num = '2b95d8e1037c';

COMMIT;

PRAGMA foreign_keys = ON;
