{% if let Some(expect) = s.expect -%}
BEGIN
    {% include "part/delete.sql" %}
    IF {{ expect.wrong("SQL%ROWCOUNT") }} THEN
        RAISE_APPLICATION_ERROR(-20000, {{ expect.literal }});
    END IF;
END;
/
{%- else -%}
{% include "part/delete.sql" %}
{%- endif %}
