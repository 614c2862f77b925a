UPDATE {{ d.name(s.table) }} SET {% for (column, value) in s.set %}{% if !loop.first %}, {% endif %}{{ d.id(column) }} = {{ value }}{% endfor -%}
{% if let Some(condition) = s.condition %} WHERE {{ condition }}{% endif %};
