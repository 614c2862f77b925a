CREATE {% if s.unique %}UNIQUE {% endif %}INDEX {% if s.concurrently %}CONCURRENTLY {% endif %}{% if s.if_not_exists %}IF NOT EXISTS {% endif %}{{ d.id(s.name) }} ON {{ d.name(s.table) }}
{%- if let Some(method) = s.method %} USING {{ method }}{% endif %} ({% for part in s.parts %}{% if !loop.first %}, {% endif %}{{ part }}{% endfor %})
{%- if !s.include.is_empty() %} INCLUDE ({{ d.ids(s.include) }}){% endif -%}
{% if s.nulls_not_distinct %} NULLS NOT DISTINCT{% endif -%}
{% if !s.with.is_empty() %} WITH ({% for (key, value) in s.with %}{% if !loop.first %}, {% endif %}{{ key }} = {{ value }}{% endfor %}){% endif -%}
{% if let Some(tablespace) = s.tablespace %} TABLESPACE {{ d.id(tablespace) }}{% endif -%}
{% if let Some(condition) = s.condition %} WHERE {{ condition }}{% endif %};
