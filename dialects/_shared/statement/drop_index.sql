DROP INDEX {% if s.concurrently %}CONCURRENTLY {% endif %}{% if s.if_exists %}IF EXISTS {% endif %}{{ d.name(s.name) }}{% if let Some(table) = s.table %} ON {{ d.name(table) }}{% endif %};
