{{ d.id(column.name) }}{% if let Some(computed) = column.computed %} AS ({{ computed.sql }}){% if computed.stored %} PERSISTED{% if !column.nullable %} NOT NULL{% endif %}{% endif -%}
{% else %} {{ column.ty -}}
{% if let Some(collation) = column.collation %} COLLATE {{ collation }}{% endif -%}
{% if column.nullable %} NULL{% else %} NOT NULL{% endif -%}
{% if let Some(identity) = column.identity %} IDENTITY({{ identity.start }},{{ identity.increment }}){% endif -%}
{% if let Some(default) = column.default %}{% if let Some(name) = column.default_name %} CONSTRAINT {{ d.id(name) }}{% endif %} DEFAULT {{ default }}{% endif -%}
{% endif -%}
