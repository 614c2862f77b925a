ALTER TABLE {{ d.name(s.table) }} DROP COLUMN {% if s.if_exists %}IF EXISTS {% endif %}{{ d.id(s.column) }}{% if s.cascade %} CASCADE{% endif %};
