COMMENT ON {% if s.materialized %}MATERIALIZED VIEW{% else %}TABLE{% endif %} {{ d.name(s.name) }} IS {{ s.comment }};
