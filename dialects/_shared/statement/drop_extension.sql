DROP EXTENSION {% if s.if_exists %}IF EXISTS {% endif %}{{ d.id(s.name) }}{% if s.cascade %} CASCADE{% endif %};
