{% if let Some(expect) = s.expect -%}
DO {{ d.dollar(s) }}
DECLARE
    touched bigint;
BEGIN
    {% include "part/delete.sql" %}
    GET DIAGNOSTICS touched = ROW_COUNT;
    IF {{ expect.wrong("touched") }} THEN
        RAISE EXCEPTION USING MESSAGE = {{ expect.literal }} || ', touched ' || touched;
    END IF;
END
{{ d.dollar(s) }};
{%- else -%}
{% include "part/delete.sql" %}
{%- endif %}
