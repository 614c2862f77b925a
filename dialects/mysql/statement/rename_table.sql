RENAME TABLE {{ d.name(s.from) }} TO {{ d.sibling(s.from, s.to.as_str()) }};
