DECLARE
    tables NUMBER;
    total NUMBER := 0;
    wanted NUMBER := 0;
    found VARCHAR2(4000);
BEGIN
    SELECT COUNT(*) INTO tables FROM all_tables
    WHERE owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND table_name = 'ALEMBIC_VERSION';
    IF tables > 0 THEN
        EXECUTE IMMEDIATE '
            SELECT COUNT(*), COUNT(CASE WHEN version_num IN (NULL) THEN 1 END),
                LISTAGG(version_num, '' '') WITHIN GROUP (ORDER BY version_num)
            FROM alembic_version'
            INTO total, wanted, found;
    END IF;
    IF total <> 0 OR wanted <> 0 THEN
        RAISE_APPLICATION_ERROR(-20000, SUBSTR('nothing was changed: this script starts at base, and the database is at ' || NVL(found, 'no version'), 1, 2000));
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

-- Running upgrade  -> a1
-- [1/9]
CREATE TABLE account (
    id NUMBER(10) NOT NULL,
    PRIMARY KEY (id)
);

-- [2/9]
CREATE TABLE log (
    id NUMBER(10) NOT NULL,
    PRIMARY KEY (id)
);

-- [3/9]
CREATE TRIGGER account_made AFTER INSERT ON account FOR EACH ROW
BEGIN
DELETE FROM log WHERE id < 0;
END;
/

-- [4/9]
ALTER TABLE log RENAME COLUMN id TO "number";

-- [5/9]
DROP TRIGGER account_made;

-- [6/9]
CREATE TRIGGER account_made AFTER INSERT ON account FOR EACH ROW
BEGIN
DELETE FROM log WHERE "number" < 0;
END;
/

-- [7/9]
ALTER TABLE account ADD ("number" NUMBER(10));

-- [8/9]
ALTER TABLE account ADD CONSTRAINT ck_id CHECK (id > 0);

-- [9/9]
INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
