{% if s.if_not_exists %}IF SCHEMA_ID({{ d.text(s.name) }}) IS NULL
    EXEC ({{ d.text_create_schema(s.name, s.authorization) }});
{%- else -%}
CREATE SCHEMA {{ d.id(s.name) }}{% if let Some(owner) = s.authorization %} AUTHORIZATION {{ d.id(owner) }}{% endif %};
{%- endif %}
