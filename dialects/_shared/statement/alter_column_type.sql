ALTER TABLE {{ d.name(s.table) }} ALTER COLUMN {{ d.id(s.column) }} TYPE {{ s.ty -}}
{% if let Some(collation) = s.collation %} COLLATE {{ collation }}{% endif -%}
{% if let Some(using) = s.using %} USING {{ using }}{% endif %};
