{% if let Some(name) = s.name -%}
ALTER TABLE {{ d.name(s.table) }} DROP CONSTRAINT {{ d.id(name) }};
{%- else -%}
DECLARE @sql NVARCHAR(max);
SELECT @sql = N'ALTER TABLE ' + {{ s.table_literal }} + N' DROP CONSTRAINT ' + QUOTENAME(dc.name)
FROM sys.default_constraints AS dc
JOIN sys.columns AS c ON c.object_id = dc.parent_object_id AND c.column_id = dc.parent_column_id
WHERE dc.parent_object_id = OBJECT_ID({{ s.table_literal }}) AND c.name = {{ s.column_literal }};
EXEC (@sql);
{%- endif %}
