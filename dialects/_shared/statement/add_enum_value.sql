ALTER TYPE {{ d.name(s.name) }} ADD VALUE {% if s.if_not_exists %}IF NOT EXISTS {% endif %}{{ s.value }}
{%- if let Some(value) = s.before %} BEFORE {{ value }}{% endif -%}
{% if let Some(value) = s.after %} AFTER {{ value }}{% endif %};
