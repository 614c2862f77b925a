ALTER TABLE {{ d.name(s.table) }} VALIDATE CONSTRAINT {{ d.id(s.name) }};
