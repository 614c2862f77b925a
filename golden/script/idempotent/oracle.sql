DECLARE
    fits NUMBER := 1;
    found VARCHAR2(4000);
BEGIN
    BEGIN
        EXECUTE IMMEDIATE '
            SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 0 OR (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''a1'', ''b2'', ''c3'', ''d4'')) = 1 THEN 1 ELSE 0 END,
                (SELECT LISTAGG(version_num, '' '') WITHIN GROUP (ORDER BY version_num) FROM alembic_version)
            FROM dual'
            INTO fits, found;
    EXCEPTION
        WHEN OTHERS THEN
            -- ORA-00942: there is no version table.
            IF SQLCODE <> -942 THEN
                RAISE;
            END IF;
    END;
    IF fits = 0 THEN
        RAISE_APPLICATION_ERROR(-20000, SUBSTR('nothing was changed: this script is for databases from base to d4, and the database is at ' || NVL(found, 'no version'), 1, 2000));
    END IF;
END;
/

DECLARE
    tables NUMBER;
BEGIN
    SELECT COUNT(*) INTO tables FROM all_tables
    WHERE owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND table_name = 'ALEMBIC_VERSION';
    IF tables = 0 THEN
        EXECUTE IMMEDIATE '
            CREATE TABLE alembic_version (
                version_num VARCHAR2(32 CHAR) NOT NULL,
                CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
            )';
    END IF;
END;
/

-- Running upgrade  -> a1, people
DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 0 THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
        EXECUTE IMMEDIATE 'CREATE TABLE person (' || CHR(10) || '    id NUMBER(10) NOT NULL,' || CHR(10) || '    name VARCHAR2(40 CHAR) NOT NULL,' || CHR(10) || '    PRIMARY KEY (id)' || CHR(10) || ')';
        EXECUTE IMMEDIATE 'INSERT INTO person (id, name) VALUES (1, ''it''''s $$ \ {a}'')';
        EXECUTE IMMEDIATE 'INSERT INTO person (id, name) VALUES (2, ''b'')';
        EXECUTE IMMEDIATE 'INSERT INTO alembic_version (version_num) VALUES (''a1'')';
        COMMIT;
    END IF;
END;
/

-- Running upgrade a1 -> b2, how they are
DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1 THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
        -- everybody is n/a at first
        EXECUTE IMMEDIATE 'ALTER TABLE person ADD (state VARCHAR2(10 CHAR))';
        EXECUTE IMMEDIATE 'UPDATE person SET state = ''n/a'' WHERE state IS NULL';
        EXECUTE IMMEDIATE 'ALTER TABLE person MODIFY (state NOT NULL)';
        EXECUTE IMMEDIATE 'CREATE INDEX ix_person_name ON person (name)';
        EXECUTE IMMEDIATE 'UPDATE alembic_version SET version_num = ''b2'' WHERE version_num = ''a1''';
        COMMIT;
    END IF;
END;
/

-- Running upgrade b2 -> c3, nothing to run
DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1 THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
        EXECUTE IMMEDIATE 'UPDATE alembic_version SET version_num = ''c3'' WHERE version_num = ''b2''';
        COMMIT;
    END IF;
END;
/

-- Running upgrade c3 -> d4, $revision$
DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('c3')) = 1 THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
        EXECUTE IMMEDIATE 'ALTER TABLE person MODIFY (state NULL)';
        EXECUTE IMMEDIATE 'UPDATE person SET state = NULL WHERE state = ''n/a''';
        EXECUTE IMMEDIATE 'UPDATE alembic_version SET version_num = ''d4'' WHERE version_num = ''c3''';
        COMMIT;
    END IF;
END;
/
