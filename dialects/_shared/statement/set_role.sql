SET ROLE {{ d.role(s.name) }};
