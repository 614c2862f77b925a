{% if let Some(table) = target.table %}TABLE {{ d.name(table) }}{% endif -%}
{% if let Some(schema) = target.schema %}SCHEMA {{ d.id(schema) }}{% endif -%}
{% if let Some(sequence) = target.sequence %}SEQUENCE {{ d.name(sequence) }}{% endif -%}
{% if let Some(function) = target.function %}FUNCTION {{ d.name(function) }}{% if let Some(arguments) = target.arguments %}({{ arguments }}){% endif %}{% endif -%}
