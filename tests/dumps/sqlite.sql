CREATE TABLE owner (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- the key; of it
    code varchar(9) NOT NULL UNIQUE COLLATE NOCASE,
    "Full Name" text DEFAULT 'O''Hara; --'
);
CREATE TABLE [account] (
    id INTEGER PRIMARY KEY,
    owner_id integer REFERENCES owner (id) ON DELETE CASCADE,
    `email` varchar(80) CHECK (email LIKE '%@%' /* ; */),
    amount numeric DEFAULT (1 + 1),
    tax numeric GENERATED ALWAYS AS (amount * 2) VIRTUAL,
    anything,
    CONSTRAINT ck_amount CHECK (amount >= 0),
    UNIQUE (email, owner_id) ON CONFLICT IGNORE
);
CREATE INDEX ix_email ON account (lower(email) COLLATE NOCASE DESC) WHERE amount > 0;
CREATE TABLE "Mixed Case" ("Id" integer PRIMARY KEY, "select" text) WITHOUT ROWID;
CREATE VIRTUAL TABLE pages USING fts5(title, body);
CREATE VIEW adults AS SELECT a.id, o.code FROM account a JOIN owner o ON o.id = a.owner_id;
CREATE TRIGGER account_touch AFTER UPDATE ON account BEGIN
    UPDATE owner SET code = code || ';' WHERE id = NEW.owner_id;
    DELETE FROM pages WHERE title = 'END;';
END;
INSERT INTO owner (code, "Full Name") VALUES ('a', 'x
; CREATE TABLE fake (id int);'), ('b', '''');
