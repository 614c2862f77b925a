{{ s.text }}{% if !s.block %};{% endif %}
