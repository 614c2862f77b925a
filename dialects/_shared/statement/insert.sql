INSERT INTO {{ d.name(s.table) }} ({{ d.ids(s.columns) }}){% if s.overriding %} OVERRIDING SYSTEM VALUE{% endif %} VALUES
{%- for row in s.rows %}
    ({% for value in row %}{% if !loop.first %}, {% endif %}{{ value }}{% endfor %}){% if !loop.last %},{% endif %}
{%- endfor %};
