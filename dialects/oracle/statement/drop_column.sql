ALTER TABLE {{ d.name(s.table) }} DROP COLUMN {{ d.id(s.column) }}{% if s.cascade %} CASCADE CONSTRAINTS{% endif %};
