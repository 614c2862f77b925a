CREATE TABLE {% if s.if_not_exists %}IF NOT EXISTS {% endif %}{{ d.name(s.name) }} (
{%- for column in s.columns %}
    {% include "part/column.sql" %}{% if loop.index < s.lines() %},{% endif %}
{%- endfor -%}
{% for constraint in s.constraints %}
    {% include "part/constraint.sql" %}{% if s.columns.len() + loop.index < s.lines() %},{% endif %}
{%- endfor -%}
{% for key in s.keys %}
    {% include "part/key.sql" %}{% if !loop.last %},{% endif %}
{%- endfor %}
)
{%- for clause in s.after %} {{ clause }}{% endfor %}{% if let Some(comment) = s.comment %} COMMENT={{ comment }}{% endif %};
