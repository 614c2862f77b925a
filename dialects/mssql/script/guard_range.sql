DECLARE @found NVARCHAR(max) = N'', @fits INT = {% if s.base %}1{% else %}0{% endif %};
IF OBJECT_ID({{ s.table_literal }}, N'U') IS NOT NULL
    EXEC sp_executesql N'SET @fits = CASE WHEN {{ d.nested(s.condition.as_str()) }} THEN 1 ELSE 0 END; SELECT @found = @found + version_num + N'' '' FROM {{ d.nested_name(s.table) }} ORDER BY version_num;', N'@fits INT OUTPUT, @found NVARCHAR(max) OUTPUT', @fits OUTPUT, @found OUTPUT;
IF @fits = 0
BEGIN
    DECLARE @message NVARCHAR(2048) = {{ s.message }} + COALESCE(NULLIF(RTRIM(@found), N''), N'no version');
    THROW 50000, @message, 1;
END;
