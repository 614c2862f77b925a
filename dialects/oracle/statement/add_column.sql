{% let column = s.column -%}
ALTER TABLE {{ d.name(s.table) }} ADD ({% include "part/column.sql" %});
