CREATE SEQUENCE {{ d.name(s.name) }}{% for option in s.options %} {{ option }}{% endfor -%}
{% if let Some((table, column)) = s.owned_by %} OWNED BY {{ d.name(table) }}.{{ d.id(column) }}{% endif %};
