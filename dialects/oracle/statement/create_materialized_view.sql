CREATE MATERIALIZED VIEW {{ d.name(s.name) }}{% if !s.columns.is_empty() %} ({{ d.ids(s.columns) }}){% endif %}
BUILD {% if s.unfilled %}DEFERRED{% else %}IMMEDIATE{% endif %}
AS
{{ s.query }};
