CREATE TABLE owner (
    id bigint unsigned NOT NULL AUTO_INCREMENT,
    code varchar(9) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'it''s; -- "code"',
    `Full Name` varchar(80) DEFAULT 'O''Hara \\ ; --',
    PRIMARY KEY (id),
    UNIQUE KEY uq_code (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='owners; all';
CREATE TABLE account (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    owner_id bigint unsigned DEFAULT NULL,
    email varchar(80) DEFAULT NULL,
    mood enum('sad','it''s ok; really') DEFAULT 'sad',
    flags set('a','b') DEFAULT NULL,
    made timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
    amount decimal(12,2) DEFAULT 0.00,
    tax decimal(12,2) GENERATED ALWAYS AS (amount * 0.2) STORED,
    doc longtext CHECK (json_valid(doc)),
    KEY ix_email (email(20)),
    FULLTEXT KEY ft_doc (doc),
    CONSTRAINT fk_owner FOREIGN KEY (owner_id) REFERENCES owner (id) ON DELETE CASCADE,
    CONSTRAINT ck_amount CHECK (amount >= 0)
) ENGINE=InnoDB;
CREATE TABLE `Mixed Case` (`select` int PRIMARY KEY, `a``b` text);
CREATE VIEW adults AS SELECT a.id, o.code FROM account a JOIN owner o ON o.id = a.owner_id;
CREATE TRIGGER account_touch BEFORE UPDATE ON account FOR EACH ROW SET NEW.made = now();
INSERT INTO owner (code, `Full Name`) VALUES ('a', 'x\n; CREATE TABLE fake (id int);'), ('b', '\\'';');
