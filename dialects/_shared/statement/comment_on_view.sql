COMMENT ON {% if s.materialized %}MATERIALIZED {% endif %}VIEW {{ d.name(s.name) }} IS {{ s.comment }};
