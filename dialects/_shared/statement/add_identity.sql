{% let identity = s.identity -%}
ALTER TABLE {{ d.name(s.table) }} ALTER COLUMN {{ d.id(s.column) }} ADD {% include "part/identity.sql" %};
