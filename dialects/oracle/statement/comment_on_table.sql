{% if let Some(comment) = s.comment %}{% if d.is_literal(comment) -%}
COMMENT ON TABLE {{ d.name(s.table) }} IS {{ comment }};
{%- else -%}
BEGIN
    EXECUTE IMMEDIATE {{ d.text_of(["COMMENT ON TABLE ", d.name(s.table).as_str(), " IS "]) }} || '''' || REPLACE({{ comment }}, '''', '''''') || '''';
END;
/
{%- endif %}{% else -%}
COMMENT ON TABLE {{ d.name(s.table) }} IS '';
{%- endif %}
