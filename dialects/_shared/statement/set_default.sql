ALTER TABLE {{ d.name(s.table) }} ALTER COLUMN {{ d.id(s.column) }} SET DEFAULT {{ s.default }};
