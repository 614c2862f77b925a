{% if s.if_not_exists %}IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = {{ d.text(s.name) }} AND object_id = OBJECT_ID({{ d.text_name(s.table) }}))
    {% endif -%}
CREATE {% if s.unique %}UNIQUE {% endif %}{% if let Some(word) = s.word %}{{ word }} {% endif %}INDEX {{ d.id(s.name) }} ON {{ d.name(s.table) }}
{%- if !s.parts.is_empty() %} ({% for part in s.parts %}{% if !loop.first %}, {% endif %}{{ part }}{% endfor %}){% endif -%}
{% if !s.include.is_empty() %} INCLUDE ({{ d.ids(s.include) }}){% endif -%}
{% if let Some(condition) = s.condition %} WHERE {{ condition }}{% endif %};
