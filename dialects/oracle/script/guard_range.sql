DECLARE
    fits NUMBER := {% if s.base %}1{% else %}0{% endif %};
    found VARCHAR2(4000);
BEGIN
    BEGIN
        EXECUTE IMMEDIATE '
            SELECT CASE WHEN {{ d.nested(s.condition.as_str()) }} THEN 1 ELSE 0 END,
                (SELECT LISTAGG(version_num, '' '') WITHIN GROUP (ORDER BY version_num) FROM {{ d.nested_name(s.table) }})
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
        RAISE_APPLICATION_ERROR(-20000, SUBSTR({{ s.message }} || NVL(found, 'no version'), 1, 2000));
    END IF;
END;
/
