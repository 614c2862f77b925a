{{ d.id(column.name) }} {{ column.ty -}}
{% if let Some(collation) = column.collation %} COLLATE {{ collation }}{% endif -%}
{% if let Some(default) = column.default %} DEFAULT {{ default }}{% endif -%}
{% if let Some(computed) = column.computed %} GENERATED ALWAYS AS ({{ computed.sql }}) {% if computed.stored %}STORED{% else %}VIRTUAL{% endif %}{% endif -%}
{% if let Some(identity) = column.identity %} {% include "part/identity.sql" %}{% endif -%}
{% if !column.nullable %} NOT NULL{% endif -%}
