SET @cucurbit_run = {{ s.condition }};
{%- for step in s.steps %}
{% for line in step.above %}
{{ line }}
{%- endfor %}
SET @cucurbit_sql = IF(@cucurbit_run, {{ step.literal }}, 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;
{%- endfor %}

DEALLOCATE PREPARE cucurbit;
