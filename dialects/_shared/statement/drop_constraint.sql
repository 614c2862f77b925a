ALTER TABLE {{ d.name(s.table) }} DROP CONSTRAINT {% if s.if_exists %}IF EXISTS {% endif %}{{ d.id(s.name) }}{% if s.cascade %} CASCADE{% endif %};
