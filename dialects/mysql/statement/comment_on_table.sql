ALTER TABLE {{ d.name(s.table) }} COMMENT = {% if let Some(comment) = s.comment %}{{ comment }}{% else %}''{% endif %};
