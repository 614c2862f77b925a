ALTER TABLE {{ d.name(s.table) }} DETACH PARTITION {{ d.name(s.partition) }}{% if s.concurrently %} CONCURRENTLY{% endif %};
