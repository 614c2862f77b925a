DROP INDEX {% if s.if_exists %}IF EXISTS {% endif %}{{ d.id(s.name.name) }}{% if let Some(table) = s.table %} ON {{ d.name(table) }}{% endif %};
