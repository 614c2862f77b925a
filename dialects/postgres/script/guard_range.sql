DO {{ d.dollar(s) }}
DECLARE
    fits boolean := {% if s.base %}true{% else %}false{% endif %};
    found text;
BEGIN
    IF to_regclass({{ s.table_literal }}) IS NOT NULL THEN
        fits := {{ s.condition }};
        SELECT string_agg(version_num::text, ', ' ORDER BY version_num) INTO found FROM {{ d.name(s.table) }};
    END IF;
    IF NOT fits THEN
        RAISE EXCEPTION USING MESSAGE = {{ s.message }} || COALESCE(found, 'no version');
    END IF;
END
{{ d.dollar(s) }};
