ALTER TABLE {{ d.name(s.table) }} ADD {% if let Some(name) = s.name %}CONSTRAINT {{ d.id(name) }} {% endif %}DEFAULT {{ s.default }} FOR {{ d.id(s.column) }};
