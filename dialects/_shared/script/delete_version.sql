DELETE FROM {{ d.name(s.table) }}{% if let Some(id) = s.id %} WHERE version_num = {{ id }}{% endif %};
