{{ s.text }}{% if s.block %}
/{% else if !s.ended %};{% endif %}{% if let Some(comments) = s.after %}{{ d.below(comments) }}{% endif %}
