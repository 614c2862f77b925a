DECLARE
    runs NUMBER;
BEGIN
    SELECT CASE WHEN {{ s.condition }} THEN 1 ELSE 0 END INTO runs FROM dual;
    IF runs = 1 THEN
{%- for step in s.steps %}
{%- for line in step.above %}
        {{ line }}
{%- endfor %}
        EXECUTE IMMEDIATE {{ step.literal }};
{%- endfor %}
        COMMIT;
    END IF;
END;
/
