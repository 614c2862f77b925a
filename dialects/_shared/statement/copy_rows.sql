INSERT INTO {{ d.name(s.into) }} ({{ d.ids(s.columns) }})
SELECT {% for source in s.sources %}{% if !loop.first %}, {% endif %}{{ source }}{% endfor %}
FROM {{ d.name(s.from) }};
