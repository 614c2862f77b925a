{% if s.guarded -%}
BEGIN
    EXECUTE IMMEDIATE 'DROP {% if s.materialized %}MATERIALIZED {% endif %}VIEW {{ d.nested_name(s.name) }}';
EXCEPTION
    WHEN OTHERS THEN
        IF SQLCODE <> {% if s.materialized %}-12003{% else %}-942{% endif %} THEN
            RAISE;
        END IF;
END;
/
{%- else -%}
DROP {% if s.materialized %}MATERIALIZED {% endif %}VIEW {% if s.if_exists %}IF EXISTS {% endif %}{{ d.name(s.name) }};
{%- endif %}
