ALTER TYPE {{ d.name(s.name) }} RENAME VALUE {{ s.from }} TO {{ s.to }};
