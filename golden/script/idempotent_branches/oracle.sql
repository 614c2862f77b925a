DECLARE
    fits NUMBER := 0;
    found VARCHAR2(4000);
BEGIN
    BEGIN
        EXECUTE IMMEDIATE '
            SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''a1'', ''b2'', ''d4'')) = 1 OR (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''b2'', ''c3'')) = 2 THEN 1 ELSE 0 END,
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
        RAISE_APPLICATION_ERROR(-20000, SUBSTR('nothing was changed: this script is for databases from a1 to d4, and the database is at ' || NVL(found, 'no version'), 1, 2000));
    END IF;
END;
/

-- Running upgrade a1 -> b2, table of b2
DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1 THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
        EXECUTE IMMEDIATE 'CREATE TABLE t_b2 (' || CHR(10) || '    id NUMBER(10) NOT NULL,' || CHR(10) || '    PRIMARY KEY (id)' || CHR(10) || ')';
        EXECUTE IMMEDIATE 'UPDATE alembic_version SET version_num = ''b2'' WHERE version_num = ''a1''';
        COMMIT;
    END IF;
END;
/

-- Running upgrade a1 -> c3, table of c3
DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1 THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
        EXECUTE IMMEDIATE 'CREATE TABLE t_c3 (' || CHR(10) || '    id NUMBER(10) NOT NULL,' || CHR(10) || '    PRIMARY KEY (id)' || CHR(10) || ')';
        EXECUTE IMMEDIATE 'INSERT INTO alembic_version (version_num) VALUES (''c3'')';
        COMMIT;
    END IF;
END;
/

-- Running upgrade b2, c3 -> d4, one again
DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2', 'c3')) = 2 THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
        EXECUTE IMMEDIATE 'CREATE TABLE t_d4 (' || CHR(10) || '    id NUMBER(10) NOT NULL,' || CHR(10) || '    PRIMARY KEY (id)' || CHR(10) || ')';
        EXECUTE IMMEDIATE 'DELETE FROM alembic_version WHERE version_num = ''b2''';
        EXECUTE IMMEDIATE 'UPDATE alembic_version SET version_num = ''d4'' WHERE version_num = ''c3''';
        COMMIT;
    END IF;
END;
/
