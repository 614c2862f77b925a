ALTER TABLE {{ d.name(s.table) }} MODIFY ({{ d.id(s.column) -}}
{% if let Some(ty) = s.ty %} {{ ty }}{% endif -%}
{% if let Some(collation) = s.collation %} COLLATE {{ collation }}{% endif -%}
{% if let Some(default) = s.default %} DEFAULT {{ default }}{% endif -%}
{% if let Some(identity) = s.identity %} {% include "part/identity.sql" %}{% endif -%}
{% if let Some(nullable) = s.nullable %} {% if *nullable %}NULL{% else %}NOT NULL{% endif %}{% endif %});
