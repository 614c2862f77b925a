{% if let Some(timeout) = s.lock_timeout %}SET lock_timeout = {{ timeout }};
{% endif %}{% if let Some(timeout) = s.statement_timeout %}SET statement_timeout = {{ timeout }};
{% endif -%}
