{% if let Some(comment) = s.comment %}{% if d.is_literal(comment) -%}
COMMENT ON COLUMN {{ d.name(s.table) }}.{{ d.id(s.column) }} IS {{ comment }};
{%- else -%}
BEGIN
    EXECUTE IMMEDIATE {{ d.text_of(["COMMENT ON COLUMN ", d.name(s.table).as_str(), ".", d.id(s.column).as_str(), " IS "]) }} || '''' || REPLACE({{ comment }}, '''', '''''') || '''';
END;
/
{%- endif %}{% else -%}
COMMENT ON COLUMN {{ d.name(s.table) }}.{{ d.id(s.column) }} IS '';
{%- endif %}
