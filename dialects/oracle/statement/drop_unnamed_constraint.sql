{% let table = s.table -%}
{% match s.kind -%}
{% when UnnamedKind::PrimaryKey -%}
ALTER TABLE {{ d.name(s.table) }} DROP PRIMARY KEY{% if s.cascade %} CASCADE{% endif %};
{%- when UnnamedKind::Unique -%}
ALTER TABLE {{ d.name(s.table) }} DROP UNIQUE ({{ d.ids(s.column_names) }}){% if s.cascade %} CASCADE{% endif %};
{%- when UnnamedKind::ForeignKey -%}
DECLARE
    wanted VARCHAR2(128);
BEGIN
    SELECT MIN(con.constraint_name) INTO wanted
    FROM all_constraints con
    {%- if let Some(target) = s.target %}
    JOIN all_constraints ref ON ref.owner = con.r_owner AND ref.constraint_name = con.r_constraint_name AND ref.table_name = {{ d.stored(target.name) }}
    {%- endif %}
    WHERE con.owner = {% include "part/current_schema.sql" %} AND con.table_name = {{ d.stored(s.table.name) }}
        AND con.constraint_type = 'R' AND con.generated = 'GENERATED NAME'
        AND (SELECT LISTAGG(col.column_name, ',') WITHIN GROUP (ORDER BY col.position) FROM all_cons_columns col
            WHERE col.owner = con.owner AND col.constraint_name = con.constraint_name) = {{ d.stored_list(s.column_names) }};
    IF wanted IS NULL THEN
        RAISE_APPLICATION_ERROR(-20000, 'the foreign key to drop was not found');
    END IF;
    EXECUTE IMMEDIATE {{ d.text_of(["ALTER TABLE ", d.name(s.table).as_str(), " DROP CONSTRAINT \""]) }} || wanted || '"';
END;
/
{%- when UnnamedKind::Check -%}
DECLARE
    wanted VARCHAR2(128);
    FUNCTION bare(condition VARCHAR2) RETURN VARCHAR2 IS
    BEGIN
        RETURN UPPER(REGEXP_REPLACE(condition, '[[:space:]"]'));
    END;
BEGIN
    FOR con IN (
        SELECT constraint_name, search_condition
        FROM all_constraints
        WHERE owner = {% include "part/current_schema.sql" %} AND table_name = {{ d.stored(s.table.name) }}
            AND constraint_type = 'C' AND generated = 'GENERATED NAME'
    ) LOOP
        IF bare(con.search_condition) = bare({% if let Some(condition) = s.condition %}{{ condition }}{% endif %}) THEN
            wanted := con.constraint_name;
        END IF;
    END LOOP;
    IF wanted IS NULL THEN
        RAISE_APPLICATION_ERROR(-20000, 'the check to drop was not found');
    END IF;
    EXECUTE IMMEDIATE {{ d.text_of(["ALTER TABLE ", d.name(s.table).as_str(), " DROP CONSTRAINT \""]) }} || wanted || '"';
END;
/
{%- endmatch %}
