CREATE TABLE IF NOT EXISTS {{ d.name(s.table) }} (
    version_num VARCHAR({{ s.length }}) NOT NULL,
    CONSTRAINT {{ d.id(s.key) }} PRIMARY KEY (version_num)
);
