-- The schema at 57c0e8d1f3a6 of revisions
-- SQLite 3.40

BEGIN;

CREATE TABLE app_user (
    id INTEGER CONSTRAINT pk_app_user PRIMARY KEY AUTOINCREMENT NOT NULL,
    login VARCHAR(63) NOT NULL,
    email VARCHAR(254) NOT NULL,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT uq_app_user_login UNIQUE (login),
    CONSTRAINT ck_app_user_email CHECK (email LIKE '%_@_%')
);

CREATE UNIQUE INDEX uq_app_user_lower_email ON app_user ((lower(email)));

CREATE TABLE network (
    id INTEGER CONSTRAINT pk_network PRIMARY KEY AUTOINCREMENT NOT NULL,
    short_name VARCHAR(20) NOT NULL,
    full_name VARCHAR(100) NOT NULL,
    since DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    active BOOLEAN DEFAULT 1 NOT NULL,
    owner_id INTEGER,
    licence VARCHAR(40) NOT NULL,
    CONSTRAINT uq_network_short_name UNIQUE (short_name),
    CONSTRAINT fk_network_owner_id_app_user FOREIGN KEY (owner_id) REFERENCES app_user (id) ON DELETE SET NULL
);

CREATE INDEX ix_network_active ON network (short_name) WHERE active;

CREATE TABLE station (
    id INTEGER CONSTRAINT pk_station PRIMARY KEY AUTOINCREMENT NOT NULL,
    network_id INTEGER NOT NULL,
    native_id VARCHAR(20) NOT NULL,
    name VARCHAR(80),
    longitude NUMERIC(8, 5) NOT NULL,
    latitude NUMERIC(7, 5) NOT NULL,
    elevation REAL NOT NULL,
    CONSTRAINT fk_station_network_id_network FOREIGN KEY (network_id) REFERENCES network (id),
    CONSTRAINT uq_station_network_native UNIQUE (network_id, native_id),
    CONSTRAINT ck_station_elevation CHECK (elevation BETWEEN -430 AND 8849),
    CONSTRAINT ck_station_position CHECK (longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90)
);

CREATE INDEX ix_station_network_id ON station (network_id);

CREATE INDEX ix_station_lower_name ON station ((lower(name)));

CREATE TABLE variable (
    id INTEGER NOT NULL,
    name VARCHAR(40) NOT NULL,
    unit VARCHAR(16) NOT NULL,
    cell_method VARCHAR(40),
    CONSTRAINT pk_variable PRIMARY KEY (id),
    CONSTRAINT uq_variable_name UNIQUE (name)
);

CREATE TABLE observation (
    id INTEGER CONSTRAINT pk_observation PRIMARY KEY AUTOINCREMENT NOT NULL,
    station_id INTEGER NOT NULL,
    variable_id INTEGER NOT NULL,
    observed_at DATETIME NOT NULL,
    value DOUBLE NOT NULL,
    quality VARCHAR(9) DEFAULT 'raw' NOT NULL,
    corrected_value DOUBLE,
    remark TEXT,
    CONSTRAINT fk_observation_station_id_station FOREIGN KEY (station_id) REFERENCES station (id) ON DELETE CASCADE,
    CONSTRAINT fk_observation_variable_id_variable FOREIGN KEY (variable_id) REFERENCES variable (id),
    CONSTRAINT quality CHECK (quality IN ('raw', 'checked', 'estimated', 'suspect')),
    CONSTRAINT uq_observation_natural_key UNIQUE (station_id, variable_id, observed_at)
);

CREATE INDEX ix_observation_recent ON observation (station_id, observed_at DESC);

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

CREATE TABLE permission_request (
    id INTEGER CONSTRAINT pk_permission_request PRIMARY KEY AUTOINCREMENT NOT NULL,
    login VARCHAR(63) NOT NULL,
    network_id INTEGER NOT NULL,
    asked_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE VIEW station_summary AS
SELECT station_id, count(*) AS observations, min(observed_at) AS first, max(observed_at) AS last
FROM observation
GROUP BY station_id;

COMMIT;
