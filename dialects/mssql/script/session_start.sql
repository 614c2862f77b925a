SET XACT_ABORT ON;
SET NOEXEC OFF;
{%- if let Some(timeout) = s.lock_timeout %}
SET LOCK_TIMEOUT {{ timeout }};
{%- endif %}
