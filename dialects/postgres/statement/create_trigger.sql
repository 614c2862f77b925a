CREATE TRIGGER {{ d.id(s.name.name) }} {{ s.timing }} {% include "part/events.sql" %} ON {{ d.name(s.table) }}
FOR EACH {% if s.row %}ROW{% else %}STATEMENT{% endif %}
{%- if let Some(when) = s.when %}
WHEN ({{ when }}){% endif %}
{%- if let Some(call) = s.execute %}
EXECUTE FUNCTION {{ call }}{% endif %};
