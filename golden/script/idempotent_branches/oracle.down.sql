DECLARE
    fits NUMBER := 0;
    found VARCHAR2(4000);
BEGIN
    BEGIN
        EXECUTE IMMEDIATE '
            SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''d4'', ''b2'', ''a1'')) = 1 OR (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''c3'', ''b2'')) = 2 THEN 1 ELSE 0 END,
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
        RAISE_APPLICATION_ERROR(-20000, SUBSTR('nothing was changed: this script is for databases from d4 to a1, and the database is at ' || NVL(found, 'no version'), 1, 2000));
    END IF;
END;
/

-- Running downgrade d4 -> b2, c3, one again
DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('d4')) = 1 THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
        EXECUTE IMMEDIATE 'DROP TABLE t_d4';
        EXECUTE IMMEDIATE 'INSERT INTO alembic_version (version_num) VALUES (''b2'')';
        EXECUTE IMMEDIATE 'UPDATE alembic_version SET version_num = ''c3'' WHERE version_num = ''d4''';
        COMMIT;
    END IF;
END;
/

-- Running downgrade c3 -> a1, table of c3
DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('c3', 'b2')) = 2 THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
        EXECUTE IMMEDIATE 'DROP TABLE t_c3';
        EXECUTE IMMEDIATE 'DELETE FROM alembic_version WHERE version_num = ''c3''';
        COMMIT;
    END IF;
END;
/

-- Running downgrade b2 -> a1, table of b2
DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1 THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
        EXECUTE IMMEDIATE 'DROP TABLE t_b2';
        EXECUTE IMMEDIATE 'UPDATE alembic_version SET version_num = ''a1'' WHERE version_num = ''b2''';
        COMMIT;
    END IF;
END;
/
