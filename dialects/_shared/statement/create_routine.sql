CREATE {% if s.replace %}OR REPLACE {% endif %}{{ s.word() }} {{ d.name(s.name) }}({{ s.arguments }})
{%- if let Some(returns) = s.returns %} RETURNS {{ returns }}{% endif %}
{%- if let Some(options) = s.options %}
{{ options }}{% endif %}
{{ s.body }};
