PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at b2, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade b2 -> a1, stricter
DROP TRIGGER log_ai;

DROP TRIGGER account_ai;

DROP VIEW v2;

DROP VIEW v_account;

CREATE TABLE _new_account (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    email TEXT,
    n INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT ck_n CHECK (n >= 0)
);

INSERT INTO _new_account (id, email, n)
SELECT id, mail, n
FROM account;

DELETE FROM sqlite_sequence WHERE name = '_new_account';

INSERT INTO sqlite_sequence (name, seq) SELECT '_new_account', seq FROM sqlite_sequence WHERE name = 'account';

DROP TABLE account;

ALTER TABLE _new_account RENAME TO account;

CREATE INDEX ix_email ON account (email);

CREATE VIEW v_account AS SELECT id, email AS email FROM account;

CREATE VIEW v2 AS SELECT email FROM v_account;

CREATE TRIGGER account_ai AFTER INSERT ON account BEGIN
  INSERT INTO journal (account_id, what) VALUES (new.id, 'new; account');
  UPDATE account SET n = 1 WHERE id = new.id;
END;

CREATE TRIGGER log_ai AFTER INSERT ON journal BEGIN UPDATE account SET n = 2 WHERE id = new.account_id; END;

DROP TRIGGER log_ai;

DROP TRIGGER account_ai;

CREATE TABLE _new_journal (
    id INTEGER NOT NULL,
    account_id INTEGER,
    what TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY (account_id) REFERENCES account ON DELETE CASCADE
);

INSERT INTO _new_journal (id, account_id, what)
SELECT id, account_id, what
FROM journal;

DROP TABLE journal;

ALTER TABLE _new_journal RENAME TO journal;

CREATE TRIGGER account_ai AFTER INSERT ON account BEGIN
  INSERT INTO journal (account_id, what) VALUES (new.id, 'new; account');
  UPDATE account SET n = 1 WHERE id = new.id;
END;

CREATE TRIGGER log_ai AFTER INSERT ON journal BEGIN UPDATE account SET n = 2 WHERE id = new.account_id; END;

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of journal refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('journal');

DROP TABLE temp.cucurbit_check;

ALTER TABLE journal RENAME TO log;

DROP TRIGGER log_ai;

DROP TRIGGER account_ai;

DROP VIEW v2;

DROP VIEW v_account;

CREATE TABLE _new_account (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    email TEXT,
    n INTEGER
);

INSERT INTO _new_account (id, email, n)
SELECT id, email, n
FROM account;

DELETE FROM sqlite_sequence WHERE name = '_new_account';

INSERT INTO sqlite_sequence (name, seq) SELECT '_new_account', seq FROM sqlite_sequence WHERE name = 'account';

DROP TABLE account;

ALTER TABLE _new_account RENAME TO account;

CREATE INDEX ix_email ON account (email);

CREATE VIEW v_account AS SELECT id, email AS email FROM account;

CREATE VIEW v2 AS SELECT email FROM v_account;

CREATE TRIGGER account_ai AFTER INSERT ON account BEGIN
  INSERT INTO log (account_id, what) VALUES (new.id, 'new; account');
  UPDATE account SET n = 1 WHERE id = new.id;
END;

CREATE TRIGGER log_ai AFTER INSERT ON log BEGIN UPDATE account SET n = 2 WHERE id = new.account_id; END;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , start
DROP TRIGGER log_ai;

DROP TRIGGER account_ai;

DROP VIEW v2;

DROP VIEW v_account;

DROP INDEX ix_email;

DROP TABLE log;

DROP TABLE account;

DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;

PRAGMA foreign_keys = ON;
