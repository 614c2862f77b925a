DECLARE @schema sysname = {% if let Some(schema) = s.table.schema %}{{ d.text(schema) }}{% else %}SCHEMA_NAME(){% endif %};
{% if let Some(comment) = s.comment -%}
EXEC {% if s.had %}sp_updateextendedproperty{% else %}sp_addextendedproperty{% endif %} N'MS_Description', {{ comment }}, N'SCHEMA', @schema, N'TABLE', {{ d.text(s.table.name) }}, N'COLUMN', {{ d.text(s.column) }};
{%- else -%}
EXEC sp_dropextendedproperty N'MS_Description', N'SCHEMA', @schema, N'TABLE', {{ d.text(s.table.name) }}, N'COLUMN', {{ d.text(s.column) }};
{%- endif %}
