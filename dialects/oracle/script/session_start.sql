{% if let Some(timeout) = s.lock_timeout -%}
ALTER SESSION SET DDL_LOCK_TIMEOUT = {{ timeout }};
{%- endif %}
