{% if let Some(schema) = target.schema %}SCHEMA {{ d.id(schema) }}{% endif -%}
{% if let Some(table) = target.table %}{{ d.name(table) }}{% endif -%}
{% if let Some(sequence) = target.sequence %}{{ d.name(sequence) }}{% endif -%}
{% if let Some(function) = target.function %}{{ d.name(function) }}{% endif -%}
