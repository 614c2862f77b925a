CREATE {% if s.replace %}OR ALTER {% endif %}{{ s.word() }} {{ d.name(s.name) }}
{%- if s.function %} ({{ s.arguments }}){% else if !s.arguments.as_str().is_empty() %} {{ s.arguments }}{% endif %}
{%- if let Some(returns) = s.returns %} RETURNS {{ returns }}{% endif %}
{%- if let Some(options) = s.options %}
{{ options }}{% endif %}
AS
{{ s.body }};
