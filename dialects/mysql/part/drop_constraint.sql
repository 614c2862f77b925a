{% match drop.kind -%}
{% when Some(UnnamedKind::PrimaryKey) -%} PRIMARY KEY
{%- when Some(UnnamedKind::ForeignKey) -%} FOREIGN KEY {{ d.id(drop.name) }}
{%- when Some(UnnamedKind::Unique) -%} INDEX {{ d.id(drop.name) }}
{%- when Some(UnnamedKind::Check) -%} CHECK {{ d.id(drop.name) }}
{%- when None -%} CONSTRAINT {{ d.id(drop.name) }}
{%- endmatch -%}
