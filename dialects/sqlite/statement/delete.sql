{% if let Some(expect) = s.expect -%}
CREATE TEMP TABLE cucurbit_expect (touched INTEGER, CONSTRAINT {{ d.quoted(expect.message) }} CHECK ({{ expect.right("touched") }}));

{% include "part/delete.sql" %}

INSERT INTO temp.cucurbit_expect SELECT changes();

DROP TABLE temp.cucurbit_expect;
{%- else -%}
{% include "part/delete.sql" %}
{%- endif %}
