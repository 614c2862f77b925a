REFRESH MATERIALIZED VIEW {% if s.concurrently %}CONCURRENTLY {% endif %}{{ d.name(s.name) }};
