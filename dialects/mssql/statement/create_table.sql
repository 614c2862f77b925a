{% if s.if_not_exists %}IF OBJECT_ID({{ d.text_name(s.name) }}, N'U') IS NULL
{% endif -%}
CREATE TABLE {{ d.name(s.name) }} (
{%- for column in s.columns %}
    {% include "part/column.sql" %}{% if loop.index < s.lines() %},{% endif %}
{%- endfor -%}
{% for constraint in s.constraints %}
    {% include "part/constraint.sql" %}{% if !loop.last %},{% endif %}
{%- endfor %}
)
{%- for clause in s.after %} {{ clause }}{% endfor %};
