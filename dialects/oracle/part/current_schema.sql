{% if let Some(schema) = table.schema %}{{ d.stored(schema) }}{% else %}SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA'){% endif -%}
