{% if let Some(name) = constraint.name %}CONSTRAINT {{ d.id(name) }} {% endif -%}
{% match constraint.body -%}
{% when ConstraintBody::ForeignKey(fk) -%} {% include "part/references.sql" %}
{%- when ConstraintBody::Check(sql) -%} CHECK ({{ sql }})
{%- when _ -%}
{%- endmatch -%}
{% if let Some(words) = constraint.deferral %} {{ words }}{% endif -%}
