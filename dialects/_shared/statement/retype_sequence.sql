DO {{ d.dollar(s) }}
BEGIN
    EXECUTE format('ALTER SEQUENCE %s AS {{ s.ty }}', pg_get_serial_sequence({{ s.table_literal }}, {{ s.column_literal }}));
END
{{ d.dollar(s) }};