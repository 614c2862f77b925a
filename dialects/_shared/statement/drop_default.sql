ALTER TABLE {{ d.name(s.table) }} ALTER COLUMN {{ d.id(s.column) }} DROP DEFAULT;
