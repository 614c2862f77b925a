DECLARE
    fits NUMBER := 1;
    found VARCHAR2(4000);
BEGIN
    BEGIN
        EXECUTE IMMEDIATE '
            SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 0 OR (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''a1'', ''b2'')) = 1 THEN 1 ELSE 0 END,
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
        RAISE_APPLICATION_ERROR(-20000, SUBSTR('nothing was changed: this script is for databases from base to b2, and the database is at ' || NVL(found, 'no version'), 1, 2000));
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

-- Running upgrade  -> a1, moods
DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 0 THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
        EXECUTE IMMEDIATE 'CREATE TABLE person (' || CHR(10) || '    id NUMBER(10) NOT NULL,' || CHR(10) || '    mood VARCHAR2(3 CHAR),' || CHR(10) || '    PRIMARY KEY (id),' || CHR(10) || '    CONSTRAINT mood CHECK (mood IN (''sad'', ''ok''))' || CHR(10) || ')';
        EXECUTE IMMEDIATE 'INSERT INTO alembic_version (version_num) VALUES (''a1'')';
        COMMIT;
    END IF;
END;
/

-- Running upgrade a1 -> b2, statements that want a place of their own
DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1 THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
        EXECUTE IMMEDIATE 'ALTER TABLE person DROP CONSTRAINT mood';
        EXECUTE IMMEDIATE 'ALTER TABLE person MODIFY (mood VARCHAR2(5 CHAR))';
        EXECUTE IMMEDIATE 'ALTER TABLE person ADD CONSTRAINT mood CHECK (mood IN (''sad'', ''ok'', ''happy''))';
        EXECUTE IMMEDIATE 'UPDATE person SET mood = ''happy'' WHERE id = 1';
        EXECUTE IMMEDIATE 'BEGIN' || CHR(10) || '    DELETE FROM person WHERE id = 2;' || CHR(10) || '    IF SQL%ROWCOUNT <> 0 THEN' || CHR(10) || '        RAISE_APPLICATION_ERROR(-20000, ''DELETE FROM person touched an unexpected number of rows; expected 0 rows'');' || CHR(10) || '    END IF;' || CHR(10) || 'END;';
        EXECUTE IMMEDIATE 'UPDATE alembic_version SET version_num = ''b2'' WHERE version_num = ''a1''';
        COMMIT;
    END IF;
END;
/
