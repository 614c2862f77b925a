ALTER TABLE {{ d.name(s.table) }} ATTACH PARTITION {{ d.name(s.partition) }} {{ s.bounds }};
