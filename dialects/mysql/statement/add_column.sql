{% let column = s.column -%}
ALTER TABLE {{ d.name(s.table) }} ADD COLUMN {% if s.if_not_exists %}IF NOT EXISTS {% endif %}{% include "part/column.sql" %}
{%- if let Some(place) = s.place %}{% match place %}{% when Place::First %} FIRST{% when Place::After(other) %} AFTER {{ d.id(other) }}{% endmatch %}{% endif -%}
{% for constraint in s.inline %}, ADD {% include "part/constraint.sql" %}{% endfor -%}
{% for key in s.keys %}, ADD {% include "part/key.sql" %}{% endfor %};
