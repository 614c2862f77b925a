SET NAMES utf8mb4;

SET @cucurbit_fits = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''a1'', ''b2'', ''d4'')) = 1 OR (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''b2'', ''c3'')) = 2, (SELECT GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') FROM alembic_version) INTO @cucurbit_fits, @cucurbit_found', 'DO 0');

EXECUTE IMMEDIATE @cucurbit_sql;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script is for databases from a1 to d4, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

EXECUTE IMMEDIATE IF(@cucurbit_fits, 'DO 0', 'SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = @cucurbit_message');

-- Running upgrade a1 -> b2, table of b2
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1;

EXECUTE IMMEDIATE IF(@cucurbit_run, 'CREATE TABLE t_b2 (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
)', 'DO 0');

EXECUTE IMMEDIATE IF(@cucurbit_run, 'UPDATE alembic_version SET version_num = ''b2'' WHERE version_num = ''a1''', 'DO 0');

-- Running upgrade a1 -> c3, table of c3
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1;

EXECUTE IMMEDIATE IF(@cucurbit_run, 'CREATE TABLE t_c3 (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
)', 'DO 0');

EXECUTE IMMEDIATE IF(@cucurbit_run, 'INSERT INTO alembic_version (version_num) VALUES (''c3'')', 'DO 0');

-- Running upgrade b2, c3 -> d4, one again
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2', 'c3')) = 2;

EXECUTE IMMEDIATE IF(@cucurbit_run, 'CREATE TABLE t_d4 (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
)', 'DO 0');

EXECUTE IMMEDIATE IF(@cucurbit_run, 'DELETE FROM alembic_version WHERE version_num = ''b2''', 'DO 0');

EXECUTE IMMEDIATE IF(@cucurbit_run, 'UPDATE alembic_version SET version_num = ''d4'' WHERE version_num = ''c3''', 'DO 0');
