CREATE SCHEMA {% if s.if_not_exists %}IF NOT EXISTS {% endif %}{{ d.id(s.name) }}{% if let Some(owner) = s.authorization %} AUTHORIZATION {{ d.id(owner) }}{% endif %};
