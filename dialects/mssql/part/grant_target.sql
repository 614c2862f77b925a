{% if let Some(schema) = target.schema %}SCHEMA::{{ d.id(schema) }}{% endif -%}
{% if let Some(table) = target.table %}OBJECT::{{ d.name(table) }}{% endif -%}
{% if let Some(sequence) = target.sequence %}OBJECT::{{ d.name(sequence) }}{% endif -%}
{% if let Some(function) = target.function %}OBJECT::{{ d.name(function) }}{% endif -%}
