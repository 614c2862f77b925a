UPDATE {{ d.name(s.table) }} SET version_num = {{ s.to }} WHERE version_num = {{ s.from }};
