{% if s.foreign_keys_on -%}
PRAGMA foreign_keys = ON;
{%- endif %}
