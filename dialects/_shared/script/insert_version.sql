INSERT INTO {{ d.name(s.table) }} (version_num) VALUES ({{ s.id }});
