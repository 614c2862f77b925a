CREATE {% if s.replace %}OR REPLACE {% endif %}{{ s.word() }} {{ d.name(s.name) }}
{%- if !s.arguments.as_str().is_empty() %} ({{ s.arguments }}){% endif %}
{%- if let Some(returns) = s.returns %} RETURN {{ returns }}{% endif %}
{%- if let Some(options) = s.options %}
{{ options }}{% endif %}
IS
{{ s.body }}
/
