IF {{ s.condition }}
BEGIN
{%- for step in s.steps %}
{%- for line in step.above %}
    {{ line }}
{%- endfor %}
    EXEC ({{ step.literal }});
{%- endfor %}
END;
