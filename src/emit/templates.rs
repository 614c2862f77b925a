//! The one door to askama: every statement's template in every dialect. The list of
//! statements is in `stmt::registry`, the search path of a dialect in its `askama.toml`.

use super::writer::Writer;
use crate::dialect::{Dialect, DialectName};
use crate::stmt::Stmt;
use crate::stmt::registry::statements;

macro_rules! templates_of {
    ($config:literal; $($name:ident $path:literal;)*) => {
        $(
            #[derive(askama::Template)]
            #[template(path = $path, config = $config, escape = "none")]
            #[allow(dead_code)] // Some statements are all words, or nothing at all.
            pub(super) struct $name<'a> {
                pub(super) s: &'a crate::stmt::$name,
                pub(super) d: Writer,
            }
        )*

        /// Writes a statement.
        pub(super) fn render(stmt: &super::Stmt, d: Writer, into: &mut String) -> askama::Result<()> {
            use askama::Template;
            match stmt {
                $(super::Stmt::$name(s) => $name { s, d }.render_into(into),)*
            }
        }
    };
}

mod postgres {
    use super::Writer;
    #[allow(unused_imports)] // Some dialects' templates match on them.
    use crate::stmt::{ConstraintBody, Place, Tolerated, UnnamedKind};

    macro_rules! templates {
        ($($list:tt)*) => {
            super::templates_of! { "dialects/postgres/askama.toml"; $($list)* }
        };
    }
    super::statements!(templates);
}

mod sqlite {
    use super::Writer;
    #[allow(unused_imports)] // Some dialects' templates match on them.
    use crate::stmt::{ConstraintBody, Place, Tolerated, UnnamedKind};

    macro_rules! templates {
        ($($list:tt)*) => {
            super::templates_of! { "dialects/sqlite/askama.toml"; $($list)* }
        };
    }
    super::statements!(templates);
}

mod mssql {
    use super::Writer;
    #[allow(unused_imports)] // Some dialects' templates match on them.
    use crate::stmt::{ConstraintBody, Place, Tolerated, UnnamedKind};

    macro_rules! templates {
        ($($list:tt)*) => {
            super::templates_of! { "dialects/mssql/askama.toml"; $($list)* }
        };
    }
    super::statements!(templates);
}

mod mysql {
    use super::Writer;
    #[allow(unused_imports)] // Some dialects' templates match on them.
    use crate::stmt::{ConstraintBody, Place, Tolerated, UnnamedKind};

    macro_rules! templates {
        ($($list:tt)*) => {
            super::templates_of! { "dialects/mysql/askama.toml"; $($list)* }
        };
    }
    super::statements!(templates);
}

mod mariadb {
    use super::Writer;
    #[allow(unused_imports)] // Some dialects' templates match on them.
    use crate::stmt::{ConstraintBody, Place, Tolerated, UnnamedKind};

    macro_rules! templates {
        ($($list:tt)*) => {
            super::templates_of! { "dialects/mariadb/askama.toml"; $($list)* }
        };
    }
    super::statements!(templates);
}

mod oracle {
    use super::Writer;
    #[allow(unused_imports)] // Some dialects' templates match on them.
    use crate::stmt::{ConstraintBody, Place, Tolerated, UnnamedKind};

    macro_rules! templates {
        ($($list:tt)*) => {
            super::templates_of! { "dialects/oracle/askama.toml"; $($list)* }
        };
    }
    super::statements!(templates);
}

use templates_of;

/// Writes a statement in a dialect, without blanks around it; nothing where the
/// dialect needs none.
pub fn render(stmt: &Stmt, dialect: &'static Dialect) -> String {
    let d = Writer::new(dialect);
    let mut text = String::new();
    let written = match dialect.name {
        DialectName::Postgres => postgres::render(stmt, d, &mut text),
        DialectName::Sqlite => sqlite::render(stmt, d, &mut text),
        DialectName::Mssql => mssql::render(stmt, d, &mut text),
        DialectName::Mysql => mysql::render(stmt, d, &mut text),
        DialectName::Mariadb => mariadb::render(stmt, d, &mut text),
        DialectName::Oracle => oracle::render(stmt, d, &mut text),
    };
    // Writing to a string fails only where a template says so, and none does.
    if written.is_err() {
        text.clear();
    }
    let end = text.trim_end().len();
    text.truncate(end);
    text
}
