ALTER TABLE {{ d.name(s.table) }} MODIFY ({{ d.id(s.column) }} DROP IDENTITY);
