ALTER TABLE {{ d.name(s.table) }} MODIFY (version_num VARCHAR2({{ s.length }} CHAR));
