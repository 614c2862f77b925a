DELETE FROM {{ d.name(s.table) }}{% if let Some(condition) = s.condition %} WHERE {{ condition }}{% endif %};
