{% if s.identity_switch %}SET @cucurbit_mode = @@SESSION.sql_mode;

SET SESSION sql_mode = CONCAT_WS(',', NULLIF(@@SESSION.sql_mode, ''), 'NO_AUTO_VALUE_ON_ZERO');

{% endif -%}
INSERT INTO {{ d.name(s.table) }} ({{ d.ids(s.columns) }}) VALUES
{%- for row in s.rows %}
    ({% for value in row %}{% if !loop.first %}, {% endif %}{{ value }}{% endfor %}){% if !loop.last %},{% endif %}
{%- endfor %};
{%- if s.identity_switch %}

SET SESSION sql_mode = @cucurbit_mode;
{%- endif %}
