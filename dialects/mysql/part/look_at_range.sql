SET @cucurbit_fits = {% if s.base %}1{% else %}0{% endif %}, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = {% if let Some(schema) = s.table.schema %}{{ d.text(schema) }}{% else %}DATABASE(){% endif %} AND table_name = {{ d.text(s.table.name) }}) = 1, 'SELECT {{ d.nested(s.condition.as_str()) }}, (SELECT GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') FROM {{ d.nested_name(s.table) }}) INTO @cucurbit_fits, @cucurbit_found', 'DO 0');
