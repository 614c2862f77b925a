CREATE TABLE IF NOT EXISTS {{ d.name(s.table) }} (
    version_num VARCHAR({{ s.length }}) NOT NULL,
    CONSTRAINT {{ d.id(s.key) }} PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT {{ d.quoted(s.message_text) }} CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM {{ d.name(s.table) }}) = {{ s.rows.len() }}
{%- if !s.rows.is_empty() %}
    AND (SELECT COUNT(*) FROM {{ d.name(s.table) }} WHERE version_num IN ({{ d.list(s.rows) }})) = {{ s.rows.len() }}
{%- endif %};

DROP TABLE temp.cucurbit_guard;
