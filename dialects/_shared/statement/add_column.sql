{% let column = s.column -%}
ALTER TABLE {{ d.name(s.table) }} ADD COLUMN {% if s.if_not_exists %}IF NOT EXISTS {% endif %}{% include "part/column.sql" %}
{%- for constraint in s.inline %} {% include "part/inline_constraint.sql" %}{% endfor %};
