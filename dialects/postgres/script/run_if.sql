{% let quote = d.outer_dollar(s) -%}
DO {{ quote }}
BEGIN
    IF {{ s.condition }} THEN
{%- for step in s.steps %}
{%- for line in step.above %}
        {{ line }}
{%- endfor %}
        EXECUTE {{ d.dollar_quoted(step.text) }};
{%- endfor %}
    END IF;
END
{{ quote }};
