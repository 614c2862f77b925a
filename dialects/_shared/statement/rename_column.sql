ALTER TABLE {{ d.name(s.table) }} RENAME COLUMN {{ d.id(s.from) }} TO {{ d.id(s.to) }};
