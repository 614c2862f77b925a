{% let table = s.table -%}
DECLARE
    tables NUMBER;
    total NUMBER := 0;
    wanted NUMBER := 0;
    found VARCHAR2(4000);
BEGIN
    SELECT COUNT(*) INTO tables FROM all_tables
    WHERE owner = {% include "part/current_schema.sql" %} AND table_name = {{ d.stored(s.table.name) }};
    IF tables > 0 THEN
        EXECUTE IMMEDIATE '
            SELECT COUNT(*), COUNT(CASE WHEN version_num IN ({{ d.nested_list(s.rows) }}) THEN 1 END),
                LISTAGG(version_num, '' '') WITHIN GROUP (ORDER BY version_num)
            FROM {{ d.nested_name(s.table) }}'
            INTO total, wanted, found;
    END IF;
    IF total <> {{ s.rows.len() }} OR wanted <> {{ s.rows.len() }} THEN
        RAISE_APPLICATION_ERROR(-20000, SUBSTR({{ s.message }} || NVL(found, 'no version'), 1, 2000));
    END IF;
END;
/
