DROP TABLE {% if s.if_exists %}IF EXISTS {% endif %}{{ d.name(s.name) }}{% if s.cascade %} CASCADE CONSTRAINTS{% endif %};
