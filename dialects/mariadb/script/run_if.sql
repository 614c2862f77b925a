SET @cucurbit_run = {{ s.condition }};
{%- for step in s.steps %}
{% for line in step.above %}
{{ line }}
{%- endfor %}
EXECUTE IMMEDIATE IF(@cucurbit_run, {{ step.literal }}, 'DO 0');
{%- endfor %}
