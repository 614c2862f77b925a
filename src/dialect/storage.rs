//! What a type's text says of its storage: how much of a key it fills, and which types a
//! foreign key may join where it asks for the same ones
//! (<https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>).

/// What is known of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    /// Types that a foreign key may join have the same.
    pub class: Class,
    /// Kept outside of its row: a key takes only the beginning of it.
    pub large: bool,
    /// DATETIME or TIMESTAMP.
    pub moment: bool,
    /// The bytes of a value in a key; none where that is not known.
    pub bytes: Option<u32>,
    /// True where `bytes` counts characters.
    pub characters: bool,
}

/// What two columns must have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Class {
    /// Integers of so many bytes.
    Integer {
        /// How many.
        bytes: u32,
        /// UNSIGNED.
        unsigned: bool,
    },
    /// Text of any length.
    Text,
    /// Bytes of any length.
    Bytes,
    /// Any other type, by its name and arguments.
    Other(String),
}

/// What a type's text says.
pub fn of(text: &str) -> Storage {
    let upper = text.trim().to_ascii_uppercase();
    let name: String =
        upper.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let inner = upper.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(a, _)| a);
    let length = inner.and_then(|inner| inner.trim().parse::<u32>().ok());
    let unsigned =
        upper.split_ascii_whitespace().any(|word| word == "UNSIGNED" || word == "ZEROFILL");
    let plain =
        |class, bytes| Storage { class, large: false, moment: false, bytes, characters: false };
    let integer = |bytes| plain(Class::Integer { bytes, unsigned }, Some(bytes));
    let other = |bytes| {
        let args = inner.map(|inner| inner.replace(' ', "")).unwrap_or_default();
        plain(Class::Other(format!("{name} {args} {unsigned}")), bytes)
    };
    match name.as_str() {
        "TINYINT" | "BOOL" | "BOOLEAN" => integer(1),
        "SMALLINT" => integer(2),
        "MEDIUMINT" => integer(3),
        "INT" | "INTEGER" => integer(4),
        "BIGINT" => integer(8),
        "CHAR" | "VARCHAR" | "NCHAR" | "NVARCHAR" => Storage {
            characters: true,
            ..plain(Class::Text, length.or((name == "CHAR" || name == "NCHAR").then_some(1)))
        },
        "BINARY" | "VARBINARY" => plain(Class::Bytes, length.or((name == "BINARY").then_some(1))),
        "TINYTEXT" | "TEXT" | "MEDIUMTEXT" | "LONGTEXT" => {
            Storage { large: true, characters: true, ..plain(Class::Text, None) }
        }
        "TINYBLOB" | "BLOB" | "MEDIUMBLOB" | "LONGBLOB" => {
            Storage { large: true, ..plain(Class::Bytes, None) }
        }
        "JSON" | "GEOMETRY" | "POINT" | "LINESTRING" | "POLYGON" | "MULTIPOINT"
        | "MULTILINESTRING" | "MULTIPOLYGON" | "GEOMETRYCOLLECTION" => {
            Storage { large: true, ..other(None) }
        }
        "NUMERIC" | "DECIMAL" | "DEC" | "FIXED" => Storage {
            class: Class::Other(format!("DECIMAL {} {unsigned}", decimal(inner))),
            ..other(None)
        },
        "DATETIME" | "TIMESTAMP" => Storage { moment: true, ..other(Some(8)) },
        "DATE" => other(Some(3)),
        "FLOAT" => other(Some(4)),
        "DOUBLE" => other(Some(8)),
        "UUID" => other(Some(16)),
        _ => other(None),
    }
}

/// Precision and scale with what stands for them when they are left out.
fn decimal(inner: Option<&str>) -> String {
    let mut parts = inner.unwrap_or("10").split(',').map(str::trim);
    let precision = parts.next().unwrap_or("10");
    format!("{precision},{}", parts.next().unwrap_or("0"))
}

/// The most bytes of a character in a character set or a collation of it, as far as it is known.
pub fn bytes_a_character(set: &str) -> Option<u32> {
    let set = set.to_ascii_lowercase();
    let set = set.split('_').next().unwrap_or_default();
    Some(match set {
        "utf8mb4" | "utf16" | "utf16le" | "utf32" | "gb18030" => 4,
        "utf8" | "utf8mb3" => 3,
        "latin1" | "latin2" | "ascii" | "binary" | "cp1250" | "cp1251" | "koi8r" => 1,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_differ_by_size_and_sign_and_texts_do_not_by_length() {
        let class = |text| of(text).class;
        assert_eq!(class("INTEGER"), class("int(11)"));
        assert_ne!(class("INT"), class("BIGINT"));
        assert_ne!(class("INT"), class("INT UNSIGNED"));
        assert_eq!(class("VARCHAR(10)"), class("CHAR(3)"));
        assert_eq!(class("NUMERIC"), class("decimal(10, 0)"));
        assert_ne!(class("DATE"), class("DATETIME"));
    }

    #[test]
    fn keys_know_their_bytes() {
        assert_eq!((of("VARCHAR(80)").bytes, of("VARCHAR(80)").characters), (Some(80), true));
        assert!(of("LONGTEXT").large && of("json").large && !of("VARBINARY(9)").large);
        assert_eq!(bytes_a_character("utf8mb4_0900_ai_ci"), Some(4));
        assert_eq!(bytes_a_character("utf8_bin"), Some(3));
    }
}
