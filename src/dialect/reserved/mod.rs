//! Words that cannot be names without quotes: lower case, sorted (a test says so). A word that any
//! supported version reserves is in the list, as quotes do no harm where it is not.

mod mariadb;
mod mssql;
mod mysql;
mod oracle;
mod postgres;
mod sqlite;

pub(super) use mariadb::MARIADB;
pub(super) use mssql::MSSQL;
pub(super) use mysql::MYSQL;
pub(super) use oracle::ORACLE;
pub(super) use postgres::POSTGRES;
pub(super) use sqlite::SQLITE;

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted_for_binary_search() {
        for list in [
            super::POSTGRES,
            super::SQLITE,
            super::MSSQL,
            super::MYSQL,
            super::MARIADB,
            super::ORACLE,
        ] {
            assert!(
                list.windows(2).all(|pair| pair[0] < pair[1]),
                "{:?}",
                list.windows(2).find(|p| p[0] >= p[1])
            );
        }
    }
}
