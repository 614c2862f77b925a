CREATE TRIGGER {{ d.name(s.name) }} ON {{ d.name(s.table) }} {{ s.timing }} {% for (event, _) in s.events %}{% if !loop.first %}, {% endif %}{{ event }}{% endfor %} AS
BEGIN
{% if let Some(body) = s.body %}{{ body }}{% endif %}
END;
