CREATE {% if s.unique %}UNIQUE {% endif %}{% if let Some(word) = s.word %}{{ word }} {% endif %}INDEX {% if s.if_not_exists %}IF NOT EXISTS {% endif %}{{ d.id(s.name) }} ON {{ d.name(s.table) }} ({% for part in s.parts %}{% if !loop.first %}, {% endif %}{{ part }}{% endfor %})
{%- if let Some(method) = s.method %} USING {{ method }}{% endif %}{% for clause in s.rest %} {{ clause }}{% endfor %};
