CREATE TYPE {{ d.name(s.name) }} AS ENUM ({% for value in s.values %}{% if !loop.first %}, {% endif %}{{ value }}{% endfor %});
