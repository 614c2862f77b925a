ALTER TABLE {{ d.name(s.table) }} ALTER COLUMN version_num TYPE VARCHAR({{ s.length }});
