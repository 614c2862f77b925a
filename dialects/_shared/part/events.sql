{% for (event, columns) in s.events %}{% if !loop.first %} OR {% endif %}{{ event }}{% if !columns.is_empty() %} OF {{ d.ids(columns) }}{% endif %}{% endfor %}
