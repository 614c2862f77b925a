{% if key.unique %}UNIQUE {% endif %}{% if let Some(word) = key.word %}{{ word }} {% endif %}KEY {{ d.id(key.name) }} ({% for part in key.parts %}{% if !loop.first %}, {% endif %}{{ part }}{% endfor %})
{%- if let Some(method) = key.method %} USING {{ method }}{% endif -%}
