{{ d.id(column.name) }} {{ column.ty -}}
{% if let Some(collation) = column.collation %} COLLATE {{ collation }}{% endif -%}
{% if let Some(computed) = column.computed %} GENERATED ALWAYS AS ({{ computed.sql }}) {% if computed.stored %}STORED{% else %}VIRTUAL{% endif %}{% endif -%}
{% if !column.nullable %} NOT NULL{% else if column.null_word %} NULL{% endif -%}
{% if let Some(default) = column.default %} DEFAULT {{ default }}{% endif -%}
{% if let Some(on_update) = column.on_update %} ON UPDATE {{ on_update }}{% endif -%}
{% if column.identity.is_some() %} AUTO_INCREMENT{% endif -%}
{% for attribute in column.attributes %} {{ attribute }}{% endfor -%}
{% if let Some(comment) = column.comment %} COMMENT {{ comment }}{% endif -%}
