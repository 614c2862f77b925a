ALTER TABLE {{ d.name(s.table) }} {% for drop in s.keys %}DROP {% include "part/drop_constraint.sql" %}, {% endfor %}DROP COLUMN {% if s.if_exists %}IF EXISTS {% endif %}{{ d.id(s.column) }};
