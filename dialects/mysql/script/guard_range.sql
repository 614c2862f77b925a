DROP PROCEDURE IF EXISTS {{ d.sibling(s.table, "cucurbit_stop") }};

CREATE PROCEDURE {{ d.sibling(s.table, "cucurbit_stop") }}() SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = @cucurbit_message;

{% include "part/look_at_range.sql" %}

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_message = LEFT(CONCAT({{ s.message }}, COALESCE(@cucurbit_found, 'no version')), 128);

SET @cucurbit_sql = IF(@cucurbit_fits, 'DO 0', 'CALL {{ d.nested(d.sibling(s.table, "cucurbit_stop").as_str()) }}()');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

DROP PROCEDURE {{ d.sibling(s.table, "cucurbit_stop") }};
