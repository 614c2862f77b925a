ALTER TABLE {{ d.name(s.table) }} ALTER COLUMN {{ d.id(s.column) }}
{%- if let Some(always) = s.always %} SET GENERATED {% if *always %}ALWAYS{% else %}BY DEFAULT{% endif %}{% endif -%}
{% for option in s.options %} SET {{ option }}{% endfor %};
