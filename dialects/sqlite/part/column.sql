{{ d.id(column.name) }} {{ column.ty -}}
{% if let Some(key) = column.row_id_key %}{% if let Some(name) = key.name %} CONSTRAINT {{ d.id(name) }}{% endif %} PRIMARY KEY AUTOINCREMENT{% endif -%}
{% if let Some(default) = column.default %} DEFAULT {{ default }}{% endif -%}
{% if let Some(computed) = column.computed %} GENERATED ALWAYS AS ({{ computed.sql }}) {% if computed.stored %}STORED{% else %}VIRTUAL{% endif %}{% endif -%}
{% if !column.nullable %} NOT NULL{% endif -%}
{% if let Some(collation) = column.collation %} COLLATE {{ collation }}{% endif -%}
