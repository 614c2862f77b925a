ALTER TABLE {{ d.name(s.table) }} DROP CONSTRAINT {{ d.id(s.key) }};
ALTER TABLE {{ d.name(s.table) }} ALTER COLUMN version_num VARCHAR({{ s.length }}) NOT NULL;
ALTER TABLE {{ d.name(s.table) }} ADD CONSTRAINT {{ d.id(s.key) }} PRIMARY KEY (version_num);
