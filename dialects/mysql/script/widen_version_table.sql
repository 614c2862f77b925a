ALTER TABLE {{ d.name(s.table) }} MODIFY COLUMN version_num VARCHAR({{ s.length }}) NOT NULL;
