{% let constraint = s.constraint -%}
ALTER TABLE {{ d.name(s.table) }}{% if s.not_valid %} WITH NOCHECK{% endif %} ADD {% include "part/constraint.sql" %};
