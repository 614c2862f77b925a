SET NAMES utf8mb4;

SET @cucurbit_rows = 0, @cucurbit_wanted = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT COUNT(*), COALESCE(SUM(version_num IN (NULL)), 0), GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') INTO @cucurbit_rows, @cucurbit_wanted, @cucurbit_found FROM alembic_version', 'DO 0');

EXECUTE IMMEDIATE @cucurbit_sql;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script starts at base, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

EXECUTE IMMEDIATE IF(@cucurbit_rows = 0 AND @cucurbit_wanted = 0, 'DO 0', 'SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = @cucurbit_message');

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a1, MySQL before 8.4 and MariaDB let a foreign key refer to what any index begins with
-- [1/4]
CREATE TABLE plant (
    id INTEGER NOT NULL,
    bed INTEGER NOT NULL,
    place INTEGER,
    PRIMARY KEY (id, bed)
);

-- [2/4]
CREATE INDEX ix_place ON plant (place, bed);

-- [3/4]
CREATE TABLE leaf (
    plant_id INTEGER,
    place INTEGER,
    bed INTEGER,
    CONSTRAINT fk_plant FOREIGN KEY (plant_id) REFERENCES plant (id),
    CONSTRAINT fk_place FOREIGN KEY (place, bed) REFERENCES plant (place, bed)
);

-- [4/4]
INSERT INTO alembic_version (version_num) VALUES ('a1');
