{% include "part/look_at_versions.sql" %}

EXECUTE IMMEDIATE @cucurbit_sql;

SET @cucurbit_message = LEFT(CONCAT({{ s.message }}, COALESCE(@cucurbit_found, 'no version')), 128);

EXECUTE IMMEDIATE IF(@cucurbit_rows = {{ s.rows.len() }} AND @cucurbit_wanted = {{ s.rows.len() }}, 'DO 0', 'SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = @cucurbit_message');
