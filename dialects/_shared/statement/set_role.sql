SET ROLE {{ d.id(s.name) }};
