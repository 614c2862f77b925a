DECLARE @found NVARCHAR(max) = N'', @rows INT = 0, @wanted INT = 0;
IF OBJECT_ID({{ s.table_literal }}, N'U') IS NOT NULL
    EXEC sp_executesql N'SELECT @rows = COUNT(*), @wanted = COALESCE(SUM(CASE WHEN version_num IN ({{ d.nested_list(s.rows) }}) THEN 1 ELSE 0 END), 0) FROM {{ d.nested_name(s.table) }}; SELECT @found = @found + version_num + N'' '' FROM {{ d.nested_name(s.table) }} ORDER BY version_num;', N'@rows INT OUTPUT, @wanted INT OUTPUT, @found NVARCHAR(max) OUTPUT', @rows OUTPUT, @wanted OUTPUT, @found OUTPUT;
IF @rows <> {{ s.rows.len() }} OR @wanted <> {{ s.rows.len() }}
BEGIN
    DECLARE @message NVARCHAR(2048) = {{ s.message }} + COALESCE(NULLIF(RTRIM(@found), N''), N'no version');
    THROW 50000, @message, 1;
END;
