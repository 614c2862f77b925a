{% if s.identity_switch %}SET IDENTITY_INSERT {{ d.name(s.table) }} ON;
{% endif -%}
INSERT INTO {{ d.name(s.table) }} ({{ d.ids(s.columns) }}) VALUES
{%- for row in s.rows %}
    ({% for value in row %}{% if !loop.first %}, {% endif %}{{ value }}{% endfor %}){% if !loop.last %},{% endif %}
{%- endfor %};
{%- if s.identity_switch %}
SET IDENTITY_INSERT {{ d.name(s.table) }} OFF;
{%- endif %}
