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

-- Running upgrade  -> a1, what only raw SQL says of a column and an index
-- [1/8]
CREATE TABLE plant (
    id NUMBER(10) NOT NULL,
    note NUMBER(10) DEFAULT 3,
    name VARCHAR2(20 CHAR),
    PRIMARY KEY (id)
);

-- [2/8]
CREATE UNIQUE INDEX uq_name ON plant (name, id);

-- [3/8]
CREATE INDEX ix_note ON plant (note);

-- [4/8]
INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;

-- Running upgrade a1 -> b2, is said again with each new definition
-- [5/8]
ALTER TABLE plant MODIFY (note NUMBER(19));

-- [6/8]
DROP INDEX ix_note;

-- [7/8]
DROP INDEX uq_name;

-- [8/8]
UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

COMMIT;
