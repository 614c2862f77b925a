{{ s.text }}{% if !s.block %};{% endif %}{% if let Some(comments) = s.after %}{{ comments }}{% endif %}
