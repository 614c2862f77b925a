REFERENCES {{ d.name(fk.table) }}{% if !fk.target_columns.is_empty() %} ({{ d.ids(fk.target_columns) }}){% endif -%}
{% if let Some(words) = fk.matching %} MATCH {{ words }}{% endif -%}
{% if let Some(words) = fk.on_delete %} ON DELETE {{ words }}{% endif -%}
{% if let Some(words) = fk.on_update %} ON UPDATE {{ words }}{% endif -%}
