ALTER TABLE {{ d.name(s.table) }} ALTER COLUMN {{ d.id(s.column) }} {% if s.nullable %}DROP{% else %}SET{% endif %} NOT NULL;
