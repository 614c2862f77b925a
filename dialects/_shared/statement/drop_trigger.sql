DROP TRIGGER {% if s.if_exists %}IF EXISTS {% endif %}{{ d.name(s.name) }};
