{% let column = s.column -%}
{% if s.if_not_exists %}IF COL_LENGTH({{ d.text_name(s.table) }}, {{ d.text(column.name) }}) IS NULL
{% endif -%}
ALTER TABLE {{ d.name(s.table) }} ADD {% include "part/column.sql" %};
