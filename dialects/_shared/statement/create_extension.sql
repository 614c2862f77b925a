CREATE EXTENSION {% if s.if_not_exists %}IF NOT EXISTS {% endif %}{{ d.id(s.name) }}
{%- if let Some(schema) = s.schema %} SCHEMA {{ d.id(schema) }}{% endif -%}
{% if s.cascade %} CASCADE{% endif %};
