{% include "part/update.sql" %}
{%- if let Some(expect) = s.expect %}
DECLARE @touched BIGINT = ROWCOUNT_BIG();
IF {{ expect.wrong("@touched") }}
    THROW 50000, {{ expect.literal }}, 1;
{%- endif %}
