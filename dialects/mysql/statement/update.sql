{% if let Some(expect) = s.expect -%}
DROP PROCEDURE IF EXISTS {{ d.sibling(s.table, "cucurbit_stop") }};

CREATE PROCEDURE {{ d.sibling(s.table, "cucurbit_stop") }}() SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = @cucurbit_message;

START TRANSACTION;

{% include "part/update.sql" %}

SET @cucurbit_rows = ROW_COUNT();

SET @cucurbit_message = LEFT(CONCAT({{ expect.literal }}, ', touched ', @cucurbit_rows), 128);

SET @cucurbit_sql = IF({{ expect.right("@cucurbit_rows") }}, 'DO 0', 'CALL {{ d.nested(d.sibling(s.table, "cucurbit_stop").as_str()) }}()');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

COMMIT;

DROP PROCEDURE {{ d.sibling(s.table, "cucurbit_stop") }};
{%- else -%}
{% include "part/update.sql" %}
{%- endif %}
