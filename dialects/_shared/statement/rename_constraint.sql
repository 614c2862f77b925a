ALTER TABLE {{ d.name(s.table) }} RENAME CONSTRAINT {{ d.id(s.from) }} TO {{ d.id(s.to) }};
