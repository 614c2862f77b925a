{% if s.foreign_keys_off -%}
PRAGMA foreign_keys = OFF;
{%- endif %}
