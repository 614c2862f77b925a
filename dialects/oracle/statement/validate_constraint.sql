ALTER TABLE {{ d.name(s.table) }} MODIFY CONSTRAINT {{ d.id(s.name) }} ENABLE VALIDATE;
