{% match drop.kind -%}
{% when Some(UnnamedKind::PrimaryKey) -%} PRIMARY KEY
{%- when Some(UnnamedKind::ForeignKey) -%} FOREIGN KEY {% if drop.if_exists %}IF EXISTS {% endif %}{{ d.id(drop.name) }}
{%- when Some(UnnamedKind::Unique) -%} INDEX {% if drop.if_exists %}IF EXISTS {% endif %}{{ d.id(drop.name) }}
{%- when Some(UnnamedKind::Check) -%} CONSTRAINT {% if drop.if_exists %}IF EXISTS {% endif %}{{ d.id(drop.name) }}
{%- when None -%} CONSTRAINT {% if drop.if_exists %}IF EXISTS {% endif %}{{ d.id(drop.name) }}
{%- endmatch -%}
