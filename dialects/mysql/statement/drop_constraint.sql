{% let drop = s -%}
ALTER TABLE {{ d.name(s.table) }} DROP {% include "part/drop_constraint.sql" %};
