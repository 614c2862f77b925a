ALTER TABLE {{ d.name(s.table) }} AUTO_INCREMENT = {{ s.start }};
