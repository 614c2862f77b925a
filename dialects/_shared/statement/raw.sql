{{ s.text }}{% if !s.ended %};{% endif %}{% if let Some(comments) = s.after %}{{ comments }}{% endif %}
