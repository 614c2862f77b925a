{% if s.guarded -%}
BEGIN
    EXECUTE IMMEDIATE 'DROP TRIGGER {{ d.nested_name(s.name) }}';
EXCEPTION
    WHEN OTHERS THEN
        IF SQLCODE <> -4080 THEN
            RAISE;
        END IF;
END;
/
{%- else -%}
DROP TRIGGER {% if s.if_exists %}IF EXISTS {% endif %}{{ d.name(s.name) }};
{%- endif %}
