{% if s.guarded -%}
BEGIN
    EXECUTE IMMEDIATE 'DROP {{ s.word() }} {{ d.nested_name(s.name) }}';
EXCEPTION
    WHEN OTHERS THEN
        IF SQLCODE <> -4043 THEN
            RAISE;
        END IF;
END;
/
{%- else -%}
DROP {{ s.word() }} {% if s.if_exists %}IF EXISTS {% endif %}{{ d.name(s.name) }};
{%- endif %}
