ALTER TABLE {{ d.name(s.table) }} ALTER COLUMN {{ d.id(s.column) }} {{ s.ty -}}
{% if let Some(collation) = s.collation %} COLLATE {{ collation }}{% endif %} {% if s.nullable %}NULL{% else %}NOT NULL{% endif %};
