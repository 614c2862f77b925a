IF OBJECT_ID({{ s.table_literal }}, N'U') IS NULL
CREATE TABLE {{ d.name(s.table) }} (
    version_num VARCHAR({{ s.length }}) NOT NULL,
    CONSTRAINT {{ d.id(s.key) }} PRIMARY KEY (version_num)
);
