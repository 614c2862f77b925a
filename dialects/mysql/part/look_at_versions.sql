SET @cucurbit_rows = 0, @cucurbit_wanted = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = {% if let Some(schema) = s.table.schema %}{{ d.text(schema) }}{% else %}DATABASE(){% endif %} AND table_name = {{ d.text(s.table.name) }}) = 1, 'SELECT COUNT(*), COALESCE(SUM(version_num IN ({{ d.nested_list(s.rows) }})), 0), GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') INTO @cucurbit_rows, @cucurbit_wanted, @cucurbit_found FROM {{ d.nested_name(s.table) }}', 'DO 0');
