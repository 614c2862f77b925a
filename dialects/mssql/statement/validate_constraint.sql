ALTER TABLE {{ d.name(s.table) }} WITH CHECK CHECK CONSTRAINT {{ d.id(s.name) }};
