{% let column = s.column -%}
ALTER TABLE {{ d.name(s.table) }} {% if let Some(from) = s.from %}CHANGE COLUMN {{ d.id(from) }}{% else %}MODIFY COLUMN{% endif %} {% include "part/column.sql" %};
