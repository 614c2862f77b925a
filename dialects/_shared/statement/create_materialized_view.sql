CREATE MATERIALIZED VIEW {{ d.name(s.name) }}{% if !s.columns.is_empty() %} ({{ d.ids(s.columns) }}){% endif %} AS
{{ s.query }}
{%- if s.unfilled %}
WITH NO DATA{% endif %};
