SELECT setval(pg_get_serial_sequence({{ s.table_literal }}, {{ s.column_literal }}), COALESCE((SELECT MAX({{ d.id(s.column) }}) + 1 FROM {{ d.name(s.table) }}), 1), false);
