DECLARE @sql NVARCHAR(max);
SELECT @sql = N'ALTER TABLE ' + {{ s.table_literal }} + N' DROP CONSTRAINT ' + QUOTENAME(con.name)
{% match s.kind -%}
{% when UnnamedKind::PrimaryKey -%}
FROM sys.key_constraints AS con
WHERE con.type = 'PK' AND con.parent_object_id = OBJECT_ID({{ s.table_literal }});
{%- when UnnamedKind::Unique -%}
FROM sys.key_constraints AS con
WHERE con.type = 'UQ' AND con.parent_object_id = OBJECT_ID({{ s.table_literal }})
    AND (SELECT COUNT(*) FROM sys.index_columns AS ic WHERE ic.object_id = con.parent_object_id AND ic.index_id = con.unique_index_id) = {{ s.columns.len() }}
    AND (SELECT COUNT(*) FROM sys.index_columns AS ic JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id WHERE ic.object_id = con.parent_object_id AND ic.index_id = con.unique_index_id AND c.name IN ({{ d.list(s.columns) }})) = {{ s.columns.len() }};
{%- when UnnamedKind::ForeignKey -%}
FROM sys.foreign_keys AS con
WHERE con.parent_object_id = OBJECT_ID({{ s.table_literal }})
    AND (SELECT COUNT(*) FROM sys.foreign_key_columns AS fc WHERE fc.constraint_object_id = con.object_id) = {{ s.columns.len() }}
    AND (SELECT COUNT(*) FROM sys.foreign_key_columns AS fc JOIN sys.columns AS c ON c.object_id = fc.parent_object_id AND c.column_id = fc.parent_column_id WHERE fc.constraint_object_id = con.object_id AND c.name IN ({{ d.list(s.columns) }})) = {{ s.columns.len() }};
{%- when UnnamedKind::Check -%}
FROM sys.check_constraints AS con
WHERE con.parent_object_id = OBJECT_ID({{ s.table_literal }})
{%- for column in s.columns %}
    AND CHARINDEX(QUOTENAME({{ column }}), con.definition) > 0
{%- endfor %};
{%- endmatch %}
EXEC (@sql);
