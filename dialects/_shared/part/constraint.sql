{% if let Some(name) = constraint.name %}CONSTRAINT {{ d.id(name) }} {% endif -%}
{% match constraint.body -%}
{% when ConstraintBody::PrimaryKey(columns) -%} PRIMARY KEY ({{ d.ids(columns) }})
{%- when ConstraintBody::Unique { columns, nulls_not_distinct } -%} UNIQUE {% if *nulls_not_distinct %}NULLS NOT DISTINCT {% endif %}({{ d.ids(columns) }})
{%- when ConstraintBody::ForeignKey(fk) -%} FOREIGN KEY ({{ d.ids(fk.columns) }}) {% include "part/references.sql" %}
{%- when ConstraintBody::Check(sql) -%} CHECK ({{ sql }})
{%- when ConstraintBody::Exclude { method, elements, condition } -%} EXCLUDE {% if let Some(method) = method %}USING {{ method }} {% endif %}({% for element in elements %}{% if !loop.first %}, {% endif %}{{ element }}{% endfor %}){% if let Some(condition) = condition %} WHERE ({{ condition }}){% endif %}
{%- endmatch -%}
{% if let Some(words) = constraint.deferral %} {{ words }}{% endif -%}
