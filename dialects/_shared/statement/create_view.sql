CREATE {% if s.replace %}OR REPLACE {% endif %}VIEW {{ d.name(s.name) }}{% if !s.columns.is_empty() %} ({{ d.ids(s.columns) }}){% endif %} AS
{{ s.query }}
{%- if let Some(check) = s.check %}
WITH {{ check }}CHECK OPTION{% endif %};
