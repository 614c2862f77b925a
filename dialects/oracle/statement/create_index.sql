CREATE {% if s.unique %}UNIQUE {% endif %}INDEX {% if s.if_not_exists %}IF NOT EXISTS {% endif %}{% if let Some(schema) = s.table.schema %}{{ d.id(schema) }}.{% endif %}{{ d.id(s.name) }} ON {{ d.name(s.table) }} ({% for part in s.parts %}{% if !loop.first %}, {% endif %}{{ part }}{% endfor %})
{%- if let Some(tablespace) = s.tablespace %} TABLESPACE {{ d.id(tablespace) }}{% endif %};
