//! Tables as boxes: how large they are, and how they are drawn.

use super::layout::Size;
use super::{Column, Diagram, Table};
use crate::draw::escape::{one_line, xml};
use crate::draw::svg::{mono_width, px};

/// The height of a column's row.
const ROW: f64 = 20.0;
/// The height of a table's head.
const HEAD: f64 = 28.0;
/// The space inside of a table.
const PAD: f64 = 10.0;
/// The most columns of a table that are shown.
const MOST: usize = 30;
/// The most letters of a name and of a type.
const NAME: usize = 40;
const TYPE: usize = 30;
/// The width of a small letter.
const SMALL: f64 = 6.2;

/// A table as it is drawn: the columns that are shown, and its size.
pub struct Drawn {
    /// The columns that are shown.
    rows: Vec<usize>,
    hidden: usize,
    keys: f64,
    /// Its size.
    pub size: Size,
}

fn shortened(text: &str, most: usize) -> String {
    let text = one_line(text);
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(&text).trim_end()),
        None => text,
    }
}

fn type_text(column: &Column) -> String {
    let null = if column.nullable { "?" } else { "" };
    format!("{}{null}", shortened(&column.ty, TYPE))
}

/// The size of a table, and which of its columns are shown.
pub fn measure(table: &Table) -> Drawn {
    let all = table.columns.len();
    let mut rows: Vec<usize> = (0..all).collect();
    if all > MOST {
        // Keys are always shown, and of the rest the first.
        let is_key = |at: &usize| table.columns.get(*at).is_some_and(|c| c.primary || c.foreign);
        let keys = rows.iter().filter(|at| is_key(at)).count();
        let mut left = MOST.saturating_sub(keys);
        rows.retain(|at| {
            is_key(at) || {
                let shown = left > 0;
                left = left.saturating_sub(1);
                shown
            }
        });
    }
    let shown: Vec<&Column> = rows.iter().filter_map(|at| table.columns.get(*at)).collect();
    let widest =
        |width: &dyn Fn(&Column) -> f64| shown.iter().map(|c| width(c)).fold(0.0, f64::max);
    let keys = widest(&|c| c.keys().join(" ").len() as f64 * SMALL);
    let keys = if keys > 0.0 { keys + 8.0 } else { 0.0 };
    let names = widest(&|c| mono_width(&shortened(&c.name, NAME)));
    let types = widest(&|c| mono_width(&type_text(c)));
    let head = mono_width(&shortened(&table.name, NAME)) * 1.04;
    let width = (keys + names + 18.0 + types).max(head).max(90.0) + 2.0 * PAD;
    let hidden = all - rows.len();
    let count = rows.len() + usize::from(hidden > 0);
    let foot = if count > 0 { 6.0 } else { 0.0 };
    let size = Size { width: width.ceil(), height: HEAD + ROW * count as f64 + foot };
    Drawn { rows, hidden, keys, size }
}

/// How far below a table's top a column's lines begin; in the head where it is not shown.
pub fn port(drawn: &Drawn, columns: &[usize]) -> f64 {
    let row = columns.first().and_then(|column| drawn.rows.iter().position(|own| own == column));
    row.map_or(HEAD / 2.0, |row| HEAD + ROW * (row as f64 + 0.5) + 2.0)
}

/// A table's box.
pub fn table(
    diagram: &Diagram,
    drawn: &[Drawn],
    colours: &[Option<usize>],
    at: usize,
    (x, y): (f64, f64),
    width: f64,
) -> String {
    let (Some(table), Some(own)) = (diagram.tables.get(at), drawn.get(at)) else {
        return String::new();
    };
    let comment = table.comment.as_deref().map_or_else(String::new, |text| format!(": {text}"));
    let dashed = if table.columns.is_empty() { " dashed" } else { "" };
    let head = if table.columns.is_empty() { own.size.height } else { HEAD };
    let mut out = format!(
        "<g><title>{}</title><rect class=\"table{dashed}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/>",
        xml(&format!("{}{comment}", table.name)),
        px(x),
        px(y),
        px(width),
        px(own.size.height)
    );
    // The head is round above and straight below.
    out += &format!(
        "<path class=\"band\" d=\"M{} {}v-{}q0 -5 5 -5h{}q5 0 5 5v{}z\"/>",
        px(x + 0.5),
        px(y + head - 0.5),
        px(head - 6.0),
        px(width - 11.0),
        px(head - 6.0)
    );
    if let Some(colour) = colours.get(at).copied().flatten() {
        out += &format!(
            "<rect class=\"f{colour}\" x=\"{}\" y=\"{}\" width=\"3\" height=\"{}\" rx=\"1.5\"/>",
            px(x + 4.0),
            px(y + 7.0),
            px(HEAD - 14.0)
        );
    }
    out += &format!(
        "<text class=\"mono bold\" x=\"{}\" y=\"{}\">{}</text>\n",
        px(x + PAD + 2.0),
        px(y + HEAD / 2.0 + 4.5),
        xml(&shortened(&table.name, NAME))
    );
    for (row, column) in own.rows.iter().enumerate() {
        let Some(column) = table.columns.get(*column) else { continue };
        let base = y + HEAD + ROW * (row as f64 + 0.5) + 6.0;
        out += &self::row(column, own, (x, base), width);
    }
    if own.hidden > 0 {
        let base = y + HEAD + ROW * (own.rows.len() as f64 + 0.5) + 6.0;
        out += &format!(
            "<text class=\"faint\" x=\"{}\" y=\"{}\">… and {} more columns</text>\n",
            px(x + PAD + own.keys),
            px(base),
            own.hidden
        );
    }
    out + "</g>\n"
}

/// A column: its keys, its name, its type.
fn row(column: &Column, own: &Drawn, (x, base): (f64, f64), width: f64) -> String {
    let keys = column.keys().join(" ");
    let keys = match keys.as_str() {
        "" => String::new(),
        keys => format!(
            "<text class=\"mono small faint\" x=\"{}\" y=\"{}\">{keys}</text>",
            px(x + PAD),
            px(base)
        ),
    };
    let bold = if column.primary { " bold" } else { "" };
    format!(
        "{keys}<text class=\"mono{bold}\" x=\"{}\" y=\"{base}\">{}</text>\
         <text class=\"mono faint end\" x=\"{}\" y=\"{base}\">{}</text>\n",
        px(x + PAD + own.keys),
        xml(&shortened(&column.name, NAME)),
        px(x + width - PAD),
        xml(&type_text(column)),
        base = px(base),
    )
}
