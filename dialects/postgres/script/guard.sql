DO {{ d.dollar(s) }}
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass({{ s.table_literal }}) IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM {{ d.name(s.table) }};
    END IF;
    IF NOT (found @> ARRAY[{{ d.list(s.rows) }}]::text[] AND cardinality(found) = {{ s.rows.len() }}) THEN
        RAISE EXCEPTION USING MESSAGE = {{ s.message }} || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
{{ d.dollar(s) }};
