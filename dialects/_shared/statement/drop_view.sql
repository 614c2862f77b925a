DROP {% if s.materialized %}MATERIALIZED {% endif %}VIEW {% if s.if_exists %}IF EXISTS {% endif %}{{ d.name(s.name) }}{% if s.cascade %} CASCADE{% endif %};
