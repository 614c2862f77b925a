ALTER TABLE {{ d.name(s.from) }} RENAME TO {{ d.id(s.to) }};
