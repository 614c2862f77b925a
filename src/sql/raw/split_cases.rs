//! Where statements end, dialect by dialect.

use pretty_assertions::assert_eq;

use super::lex::LexFault;
use super::split::{PieceKind, split};
use crate::dialect::DialectName::{self, *};

#[track_caller]
fn texts(dialect: DialectName, text: &str) -> Vec<&str> {
    split(text, dialect).unwrap().iter().map(|p| &text[p.range.clone()]).collect()
}

#[track_caller]
fn fault(dialect: DialectName, text: &str) -> LexFault {
    split(text, dialect).unwrap_err().what
}

/// The text is one statement, all of it but for the last terminator, and another follows.
#[track_caller]
fn whole(dialect: DialectName, kind: PieceKind, statement: &str, terminator: &str) {
    let text = format!("{statement}{terminator}\nSELECT 1;");
    let pieces = split(&text, dialect).unwrap();
    let found: Vec<&str> = pieces.iter().map(|p| &text[p.range.clone()]).collect();
    assert_eq!(found, [statement, "SELECT 1"], "{dialect:?}");
    assert_eq!(pieces[0].kind, kind);
}

#[test]
fn semicolons_end_statements() {
    for dialect in DialectName::ALL {
        assert_eq!(texts(dialect, "SELECT 1;;\n ; SELECT ';' ; "), ["SELECT 1", "SELECT ';'"]);
        assert_eq!(texts(dialect, ""), [""; 0]);
        assert_eq!(texts(dialect, "-- only\n/* comments */ ;"), [""; 0]);
        assert_eq!(texts(dialect, "SELECT 'it''s;', \"a;\"\"b\" /* ; */ -- ;\n+ 1; x").len(), 2);
    }
}

#[test]
fn transactions_are_plain() {
    for dialect in [Postgres, Mysql, Mariadb, Sqlite] {
        assert_eq!(texts(dialect, "BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; END;").len(), 6);
    }
    assert_eq!(texts(Mssql, "BEGIN TRAN; SELECT 1; COMMIT; BEGIN TRANSACTION x; COMMIT").len(), 5);
    assert_eq!(texts(Mariadb, "BEGIN WORK; SELECT 1; COMMIT").len(), 3);
}

#[test]
fn quotes_by_dialect() {
    assert_eq!(
        texts(
            Mysql,
            r"SELECT 'a\';b'; SELECT `;` # ;
; SELECT 2--1;"
        )
        .len(),
        3
    );
    assert_eq!(
        texts(Postgres, r"SELECT 'a\'; SELECT E'a\';b'; SELECT U&'\;', N';'; SELECT a[1]").len(),
        4
    );
    assert_eq!(
        texts(Postgres, "SELECT E'a'\n '\\';'; SELECT $x$;$$;'$x$; SELECT a$b$; SELECT c$b$").len(),
        4
    );
    assert_eq!(texts(Postgres, "SELECT $1;SELECT $$a$$;").len(), 2);
    assert_eq!(texts(Mssql, "SELECT [a;]]b]; SELECT N';'; SELECT #t.[x'] FROM #t").len(), 3);
    assert_eq!(texts(Sqlite, "SELECT [a;]; SELECT `;`, x';'").len(), 2);
    assert_eq!(
        texts(Oracle, "SELECT q'[;'']', nq'{;}', Q'!;'!' FROM a; SELECT q'é;é' FROM b").len(),
        2
    );
    assert_eq!(texts(Oracle, "SELECT q'(it's; (a) )' FROM dual; SELECT 1").len(), 2);
}

#[test]
fn comments_by_dialect() {
    let nested = "SELECT 1 /* /* */ ; */; SELECT 2";
    assert_eq!(texts(Postgres, nested).len(), 2);
    assert_eq!(texts(Mssql, nested).len(), 2);
    assert_eq!(texts(Sqlite, nested).len(), 3);
    assert_eq!(texts(Mysql, "SELECT 5--1; SELECT 2-- ;\n; SELECT 3 --").len(), 3);
    assert_eq!(texts(Mysql, "/*!40101 SET a=1; */; SELECT 2").len(), 2);
    assert_eq!(texts(Mysql, "/*M! x; */ SELECT 2"), ["/*M! x; */ SELECT 2"]);
    assert_eq!(fault(Mysql, "/*!40101 SET a=1"), LexFault::UnterminatedComment);
}

#[test]
fn broken_text_points_at_what_opens() {
    for dialect in DialectName::ALL {
        let error = split("SELECT 1; SELECT 'a", dialect).unwrap_err();
        assert_eq!((error.range, error.what), (17..18, LexFault::UnterminatedString));
        assert_eq!(fault(dialect, "SELECT /* 1"), LexFault::UnterminatedComment);
    }
    assert_eq!(fault(Postgres, "SELECT \"a"), LexFault::UnterminatedIdentifier);
    assert_eq!(fault(Mysql, "SELECT \"a"), LexFault::UnterminatedString);
    assert_eq!(fault(Mssql, "SELECT [a"), LexFault::UnterminatedIdentifier);
    assert_eq!(fault(Postgres, "DO $a$ x $b$"), LexFault::UnterminatedDollarQuote);
    assert_eq!(fault(Oracle, "SELECT q'[x'"), LexFault::UnterminatedAlternativeQuote);
    assert_eq!(fault(Mysql, "DELIMITER \nSELECT 1"), LexFault::BadDelimiter);
    assert_eq!(fault(Mssql, "SELECT 1\nGO 5\n"), LexFault::RepeatedBatch);
    assert_eq!(fault(Mysql, r"SELECT 'a\"), LexFault::UnterminatedString);
}

#[test]
fn comments_stay_with_their_statement() {
    let text =
        "-- one\n/* more */ SELECT 1 -- in\n; -- same line\n\n-- two\nSELECT 2; -- last\n-- end";
    let pieces = split(text, Postgres).unwrap();
    assert_eq!(texts(Postgres, text), ["-- one\n/* more */ SELECT 1", "-- two\nSELECT 2"]);
    let after = |i: usize| pieces[i].after.iter().map(|r| &text[r.clone()]).collect::<Vec<_>>();
    assert_eq!(after(0), ["-- in", "-- same line"]);
    assert_eq!(after(1), ["-- last", "-- end"]);
    let text = "-- head\nGO\nSELECT 1";
    let pieces = split(text, Mssql).unwrap();
    assert_eq!(&text[pieces[0].range.clone()], "SELECT 1");
    assert_eq!(&text[pieces[0].above[0].clone()], "-- head");
    assert_eq!(texts(Postgres, "SELECT 1; /* two */ SELECT 2"), ["SELECT 1", "/* two */ SELECT 2"]);
}

#[test]
fn sqlite_triggers() {
    let trigger = "CREATE TEMP TRIGGER IF NOT EXISTS t AFTER UPDATE ON a WHEN CASE WHEN 1 THEN 1 END BEGIN \
                   UPDATE b SET x = CASE WHEN 1 THEN 2 END; SELECT 'END;'; END";
    whole(Sqlite, PieceKind::Block, trigger, ";");
    whole(Sqlite, PieceKind::Plain, "CREATE TABLE t (a, b, end)", ";");
}

#[test]
fn postgres_bodies() {
    let body = "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC \
                SELECT CASE WHEN a > 1 THEN 2 END; SELECT 1; END";
    whole(Postgres, PieceKind::Block, body, ";");
    whole(
        Postgres,
        PieceKind::Plain,
        "CREATE FUNCTION f() RETURNS int AS $$ BEGIN; END; $$ LANGUAGE plpgsql",
        ";",
    );
    whole(
        Postgres,
        PieceKind::Plain,
        "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
        ";",
    );
    whole(Postgres, PieceKind::Copy, "COPY t (a, b) FROM stdin;\n1\tit's; a\n\\.", "");
    whole(Postgres, PieceKind::Plain, "COPY t FROM stdin", ";");
}

#[test]
fn mysql_bodies() {
    for dialect in [Mysql, Mariadb] {
        let block = |text| whole(dialect, PieceKind::Block, text, ";");
        block(
            "CREATE PROCEDURE p(a INT) COMMENT 'x' BEGIN SELECT 1; SELECT CASE a WHEN 1 THEN IF(a, 1, 2) ELSE REPEAT('x', 2) END; END",
        );
        block(
            "CREATE DEFINER=`root`@`localhost` TRIGGER t BEFORE INSERT ON x FOR EACH ROW IF NEW.a THEN SET NEW.b = 1; ELSE SET NEW.b = IF(1, 2, 3); END IF",
        );
        block(
            "CREATE TRIGGER t AFTER DELETE ON x FOR EACH ROW FOLLOWS o BEGIN DECLARE a INT; DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END; SET a = 1; END",
        );
        block(
            "CREATE FUNCTION f(a INT) RETURNS CHAR(9) CHARACTER SET utf8 DETERMINISTIC BEGIN l: LOOP LEAVE l; END LOOP l; REPEAT SET a = 1; UNTIL a > 1 END REPEAT; WHILE a DO SET a = 0; END WHILE; CASE a WHEN 1 THEN SELECT 1; ELSE BEGIN END; END CASE; RETURN 'x'; END",
        );
        block("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM t; END");
        let plain = |text| whole(dialect, PieceKind::Plain, text, ";");
        plain("CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET NEW.a = IF(NEW.b, 1, 2)");
        plain(
            "CREATE FUNCTION f(x INT) RETURNS SET('a','b') RETURN IF(x, CASE x WHEN 1 THEN 2 END, 3)",
        );
        plain("CREATE PROCEDURE p() SET @x = IF(1, 2, 3)");
        plain("CREATE TABLE begin_end (begin INT, `end` INT)");
    }
    whole(Mariadb, PieceKind::Block, "BEGIN NOT ATOMIC SELECT 1; SELECT 2; END", ";");
    whole(Mariadb, PieceKind::Block, "IF 1 THEN SELECT 1; END IF", ";");
}

#[test]
fn delimiter_lines_are_the_clients() {
    let text = "SELECT 0;\nDELIMITER $$\n-- p\nCREATE PROCEDURE p() BEGIN SELECT 1; END$$\n\
                CREATE PROCEDURE q() BEGIN SELECT 2; END;$$\nSELECT 3; SELECT 4$$\ndelimiter ;\nSELECT 5;";
    let expected = [
        "SELECT 0",
        "-- p\nCREATE PROCEDURE p() BEGIN SELECT 1; END",
        "CREATE PROCEDURE q() BEGIN SELECT 2; END",
        "SELECT 3",
        "SELECT 4",
        "SELECT 5",
    ];
    assert_eq!(texts(Mysql, text), expected);
    assert_eq!(texts(Mysql, "DELIMITER //\nSELECT 4/2//"), ["SELECT 4/2"]);
    let dump = "DELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET @a = 1; END */;;\nDELIMITER ;\nSELECT 1;";
    assert_eq!(texts(Mysql, dump).len(), 2);
    assert_eq!(texts(Postgres, "SELECT 1\nDELIMITER //\n; x").len(), 2);
}

#[test]
fn mssql_batches() {
    let text = "USE a\nGO\nCREATE OR ALTER PROCEDURE p AS\nSELECT 1;\nSELECT 2;\n go -- end\nSELECT 'a\nGO\n'; SELECT 3\n/*\nGO\n*/\nGO\nGO\nSELECT 4";
    let pieces = split(text, Mssql).unwrap();
    let found: Vec<_> = pieces.iter().map(|p| (&text[p.range.clone()], p.kind, p.batch)).collect();
    let expected = [
        ("USE a", PieceKind::Plain, 0),
        ("CREATE OR ALTER PROCEDURE p AS\nSELECT 1;\nSELECT 2;", PieceKind::Block, 1),
        ("-- end\nSELECT 'a\nGO\n'", PieceKind::Plain, 2),
        ("SELECT 3", PieceKind::Plain, 2),
        ("SELECT 4", PieceKind::Plain, 3),
    ];
    assert_eq!(found, expected);
}

#[test]
fn mssql_blocks() {
    let plain = |text| whole(Mssql, PieceKind::Plain, text, ";");
    plain("IF 1 = 1 BEGIN SELECT CASE WHEN 1 = 1 THEN 2 END; SELECT 2; END");
    plain("BEGIN TRY BEGIN TRAN; SELECT 1; COMMIT; END TRY BEGIN CATCH ROLLBACK; THROW; END CATCH");
    plain("IF 1 = 1 SELECT 1; ELSE SELECT 2");
    plain("WHILE 1 = 1 BEGIN END CONVERSATION @h; BREAK; END");
    whole(Mssql, PieceKind::Block, "CREATE VIEW v AS SELECT 1 AS a", ";");
    assert_eq!(
        texts(Mssql, ";WITH a AS (SELECT 1 x) SELECT * FROM a"),
        ["WITH a AS (SELECT 1 x) SELECT * FROM a"]
    );
}

#[test]
fn oracle_programs() {
    let block = |text| whole(Oracle, PieceKind::Block, text, "\n/");
    block("BEGIN NULL; END;");
    block("DECLARE x NUMBER; BEGIN x := 4 / 2; END;");
    block("<<outer>> BEGIN NULL; END;");
    block("CREATE OR REPLACE EDITIONABLE PACKAGE BODY p IS PROCEDURE q; END p;");
    block("CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN :NEW.x := 1; END;");
    block("CREATE TYPE BODY t AS MEMBER FUNCTION f RETURN NUMBER IS BEGIN RETURN 1; END; END;");
    block("WITH FUNCTION f RETURN NUMBER IS BEGIN RETURN 1; END; SELECT f FROM dual");
    let plain = |text| whole(Oracle, PieceKind::Plain, text, ";");
    plain("CREATE TYPE t AS OBJECT (a NUMBER)");
    plain("ALTER TRIGGER t ENABLE");
    plain("WITH x AS (SELECT 1 FROM dual) SELECT * FROM x");
    assert_eq!(texts(Oracle, "SELECT 1 FROM dual\n/\nSELECT 2 FROM dual;\n/\n").len(), 2);
    assert_eq!(texts(Oracle, "SELECT '\n/\n' FROM dual").len(), 1);
}
