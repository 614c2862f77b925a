SET NAMES utf8mb4;
{%- if let Some(timeout) = s.lock_timeout %}

SET SESSION lock_wait_timeout = {{ timeout }}, innodb_lock_wait_timeout = {{ timeout }};
{%- endif -%}
{% if let Some(timeout) = s.statement_timeout %}

SET SESSION max_statement_time = {{ timeout }};
{%- endif %}
