{% include "part/look_at_range.sql" %}

EXECUTE IMMEDIATE @cucurbit_sql;

SET @cucurbit_message = LEFT(CONCAT({{ s.message }}, COALESCE(@cucurbit_found, 'no version')), 128);

EXECUTE IMMEDIATE IF(@cucurbit_fits, 'DO 0', 'SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = @cucurbit_message');
