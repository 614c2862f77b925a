ALTER TABLE {{ d.name(s.table) }} RENAME INDEX {{ d.id(s.from.name) }} TO {{ d.id(s.to) }};
