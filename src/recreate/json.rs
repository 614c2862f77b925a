//! A document as JSON text: the same keys and values as the YAML, in the same order.

use super::item::Item;

/// The operations as a JSON array; `${` is escaped, as in a revision.
pub fn array(operations: &[Item]) -> String {
    let mut out = String::new();
    write(&Item::Rows(operations.to_vec()), 0, &mut out);
    out.push('\n');
    out
}

fn write(item: &Item, indent: usize, out: &mut String) {
    match item {
        Item::Null => out.push_str("null"),
        Item::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Item::Number(digits) => match serde_json::from_str::<serde_json::Number>(digits) {
            Ok(_) => out.push_str(digits),
            Err(_) => out.push_str(&text(digits)),
        },
        Item::Text(value) => out.push_str(&text(value)),
        Item::List(items) | Item::Rows(items) => {
            let write = |item: &Item, out: &mut String| write(item, indent + 2, out);
            all(items, ['[', ']'], indent, out, write);
        }
        Item::Map(fields) => {
            all(fields.entries(), ['{', '}'], indent, out, |(key, item), out| {
                out.push_str(&serde_json::Value::from(key.as_str()).to_string());
                out.push_str(": ");
                write(item, indent + 2, out);
            });
        }
    }
}

fn all<T>(
    items: &[T],
    [open, close]: [char; 2],
    indent: usize,
    out: &mut String,
    mut each: impl FnMut(&T, &mut String),
) {
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.extend(std::iter::repeat_n(' ', indent + 2));
        each(item, out);
    }
    if !items.is_empty() {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent));
    }
    out.push(close);
}

fn text(value: &str) -> String {
    serde_json::Value::from(value.replace("${", "$${")).to_string()
}
