DROP {{ s.word() }} {% if s.if_exists %}IF EXISTS {% endif %}{{ d.name(s.name) }}{% if let Some(arguments) = s.arguments %}({{ arguments }}){% endif %}{% if s.cascade %} CASCADE{% endif %};
