COMMENT ON TABLE {{ d.name(s.table) }} IS {% if let Some(comment) = s.comment %}{{ comment }}{% else %}NULL{% endif %};
