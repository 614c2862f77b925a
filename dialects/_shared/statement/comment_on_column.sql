COMMENT ON COLUMN {{ d.name(s.table) }}.{{ d.id(s.column) }} IS {% if let Some(comment) = s.comment %}{{ comment }}{% else %}NULL{% endif %};
