{% let table = s.table -%}
DECLARE
    tables NUMBER;
BEGIN
    SELECT COUNT(*) INTO tables FROM all_tables
    WHERE owner = {% include "part/current_schema.sql" %} AND table_name = {{ d.stored(s.table.name) }};
    IF tables = 0 THEN
        EXECUTE IMMEDIATE '
            CREATE TABLE {{ d.nested_name(s.table) }} (
                version_num VARCHAR2({{ s.length }} CHAR) NOT NULL,
                CONSTRAINT {{ d.nested_id(s.key) }} PRIMARY KEY (version_num)
            )';
    END IF;
END;
/
