{% let constraint = s.constraint -%}
ALTER TABLE {{ d.name(s.table) }} ADD {% include "part/constraint.sql" %}{% if s.not_valid %} ENABLE NOVALIDATE{% endif %};
