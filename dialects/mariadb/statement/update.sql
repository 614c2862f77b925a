{% if let Some(expect) = s.expect -%}
START TRANSACTION;

{% include "part/update.sql" %}

SET @cucurbit_rows = ROW_COUNT();

SET @cucurbit_message = LEFT(CONCAT({{ expect.literal }}, ', touched ', @cucurbit_rows), 128);

EXECUTE IMMEDIATE IF({{ expect.right("@cucurbit_rows") }}, 'DO 0', 'SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = @cucurbit_message');

COMMIT;
{%- else -%}
{% include "part/update.sql" %}
{%- endif %}
