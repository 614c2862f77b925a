ALTER SEQUENCE {{ d.name(s.name) }}{% for option in s.options %} {{ option }}{% endfor -%}
{% if let Some(owner) = s.owned_by %} OWNED BY {% if let Some((table, column)) = owner %}{{ d.name(table) }}.{{ d.id(column) }}{% else %}NONE{% endif %}{% endif %};
