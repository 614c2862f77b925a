CREATE TRIGGER {{ d.name(s.name) }} {{ s.timing }} {% include "part/events.sql" %} ON {{ d.name(s.table) }}
{%- if s.row %} FOR EACH ROW{% endif %}
{%- if let Some(when) = s.when %}
WHEN ({{ when }}){% endif %}
BEGIN
{% if let Some(body) = s.body %}{{ body }}{% endif %}
END;
/
