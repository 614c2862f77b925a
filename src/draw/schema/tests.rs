//! Pictures of schemas of all sizes: nothing lies upon anything else, and nothing leaves its quotes.

use super::layout::{Laid, Line, Part, Size, laid};
use super::{Column, Diagram, Link, Table, dot, mermaid, svg};

/// Numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// A connected schema of as many tables, with hubs, circles, and several keys to one table.
fn part(count: usize, dice: &mut Dice) -> Part {
    let size = |dice: &mut Dice| Size {
        width: 120.0 + dice.up_to(160) as f64,
        height: 48.0 + 20.0 * dice.up_to(12) as f64,
    };
    let tables: Vec<Size> = (0..count).map(|_| size(dice)).collect();
    let port = |table: &Size, dice: &mut Dice| {
        38.0 + 20.0 * dice.up_to(((table.height - 28.0) / 20.0) as usize) as f64
    };
    let mut lines = Vec::new();
    for from in 1..count {
        for n in 0..=dice.up_to(3) {
            let to = match dice.up_to(3) {
                0 => 0,
                _ => dice.up_to(from),
            };
            // Now and then a key closes a circle.
            let (from, to) = if n > 0 && dice.up_to(12) == 0 { (to, from) } else { (from, to) };
            let from_port = port(&tables[from], dice);
            lines.push(Line { from, from_port, to, to_port: 38.0 });
        }
    }
    Part { tables, lines }
}

fn faults(part: &Part, laid: &Laid) -> Vec<String> {
    let mut faults = Vec::new();
    let boxes: Vec<[f64; 4]> = (0..part.tables.len())
        .map(|at| {
            let (x, y) = laid.places[at];
            [x, y, x + laid.widths[at], y + part.tables[at].height]
        })
        .collect();
    for (at, a) in boxes.iter().enumerate() {
        for (other, b) in boxes.iter().enumerate().skip(at + 1) {
            if a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3] {
                faults.push(format!("tables {at} and {other} overlap"));
            }
        }
        if a[0] < 0.0 || a[1] < 0.0 || a[2] > laid.width + 0.1 || a[3] > laid.height + 0.1 {
            faults.push(format!("table {at} is outside"));
        }
    }
    for route in &laid.routes {
        for pair in route.points.windows(2) {
            let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
            if x1 != x2 && y1 != y2 {
                faults.push(format!("line {} runs aslant", route.line));
            }
            let inside = |own: &[f64; 4]| {
                x1.min(x2) < own[2] - 1.0
                    && x1.max(x2) > own[0] + 1.0
                    && y1.min(y2) < own[3] - 1.0
                    && y1.max(y2) > own[1] + 1.0
            };
            if let Some(at) = boxes.iter().position(inside) {
                faults.push(format!("line {} runs through table {at}", route.line));
            }
        }
        let line = part.lines[route.line];
        let (left, right) = if route.flipped { (line.from, line.to) } else { (line.to, line.from) };
        let ends = (route.points[0], route.points[route.points.len() - 1]);
        let port = |table: usize| if table == line.from { line.from_port } else { line.to_port };
        let wanted = (
            (boxes[left][2], boxes[left][1] + port(left)),
            (boxes[right][0], boxes[right][1] + port(right)),
        );
        if ends != wanted {
            faults.push(format!("line {} ends at {ends:?} and not at {wanted:?}", route.line));
        }
    }
    faults
}

#[test]
fn nothing_lies_upon_anything() {
    let mut dice = Dice(7);
    for count in [1, 2, 3, 5, 8, 20, 20, 20, 40, 60] {
        let part = part(count, &mut dice);
        let laid = laid(&part);
        let faults = faults(&part, &laid);
        assert!(faults.is_empty(), "{count} tables\n{}", faults.join("\n"));
        assert_eq!(laid.routes.len(), part.lines.len());
        // Lines of different nets share no stretch of their vertical way.
        let mut ups: Vec<(f64, f64, f64, usize)> = Vec::new();
        for route in &laid.routes {
            for pair in route.points.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
                let (a, b) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
                ups.push((pair[0].0, a, b, route.net));
            }
        }
        for (at, a) in ups.iter().enumerate() {
            let upon =
                |b: &&(f64, f64, f64, usize)| a.0 == b.0 && a.3 != b.3 && a.1 < b.2 && b.1 < a.2;
            assert!(!ups[at + 1..].iter().any(|b| upon(&b)), "{count} tables: lines on each other");
        }
    }
}

/// A picture that is much higher than wide, or the other way round, is no use.
#[test]
fn a_hub_is_not_a_tower() {
    let table = Size { width: 180.0, height: 150.0 };
    let lines = (1..50).map(|from| Line { from, from_port: 58.0, to: 0, to_port: 38.0 }).collect();
    let part = Part { tables: vec![table; 50], lines };
    let laid = laid(&part);
    assert_eq!(faults(&part, &laid), Vec::<String>::new());
    assert!(
        laid.height < 2.0 * laid.width && laid.width < 4.0 * laid.height,
        "{} x {}",
        laid.width,
        laid.height
    );
}

fn diagram(names: &[&str]) -> Diagram {
    let column = |name: &str, foreign: bool| Column {
        name: name.to_owned(),
        ty: format!("type of {name}"),
        primary: !foreign,
        foreign,
        nullable: foreign,
        comment: Some(name.to_owned()),
        ..Column::default()
    };
    let table = |name: &&str| Table {
        name: (*name).to_owned(),
        comment: Some((*name).to_owned()),
        columns: vec![column("id", false), column(name, true)],
    };
    let link = |from: usize| Link {
        from,
        columns: vec![1],
        to: from / 2,
        target: vec![0],
        name: Some(names[from].to_owned()),
        optional: from.is_multiple_of(2),
        single: from.is_multiple_of(3),
    };
    Diagram {
        title: "a <b> & \"c\"".to_owned(),
        tables: names.iter().map(table).collect(),
        links: (0..names.len()).map(link).collect(),
    }
}

const NASTY: &[&str] = &[
    "plain",
    "title",
    "a b",
    "a-b",
    "\"q\"",
    "<script>",
    "a;b",
    "#35;",
    "%%{init}%%",
    "back\\slash",
    "`t`",
    "{x}",
    "名前",
    "]]>",
    "a\nb",
    "\u{202e}rev",
    "",
    "PK",
    "1st",
    "a b",
    "end",
    "🦀",
];

#[test]
fn no_name_leaves_its_quotes() {
    let diagram = diagram(NASTY);
    let picture = svg(&diagram);
    assert!(!picture.contains("<script>") && !picture.contains("]]>"), "{picture}");
    assert_eq!(picture.matches("<g>").count(), picture.matches("</g>").count());
    assert_eq!(picture.matches("<text").count(), picture.matches("</text>").count());
    for line in mermaid(&diagram).lines() {
        // What stands in quotes is one text, and what does not is made of words.
        let parts: Vec<&str> = line.split('"').collect();
        assert!(parts.len() % 2 == 1, "{line}");
        for (at, part) in parts.iter().enumerate() {
            let bare = |c: char| c.is_ascii_alphanumeric() || " _-()[]{}|:,o".contains(c);
            let inside = |c: char| !"<>#`%\\".contains(c);
            let good = if at % 2 == 0 { part.chars().all(bare) } else { part.chars().all(inside) };
            assert!(good, "{line}");
        }
    }
    let graph = dot(&diagram);
    for line in graph.lines().filter(|line| line.contains("label = <")) {
        assert_eq!(line.matches('<').count(), line.matches('>').count(), "{line}");
        assert!(line.ends_with("</TABLE>>];"), "{line}");
    }
}

#[test]
fn mermaid_tells_tables_apart() {
    let text = mermaid(&diagram(&["a b", "a-b", "t_a_b"]));
    for line in ["    t_a_b[", "    t_a_b_2[", "    t_a_b {"] {
        let found = text.lines().filter(|own| own.starts_with(line)).count();
        assert!(found <= 1, "{text}");
    }
    let ids: Vec<&str> = text
        .lines()
        .filter(|line| line.ends_with('{'))
        .filter_map(|line| line.trim().split([' ', '[']).next())
        .collect();
    let mut different = ids.clone();
    different.sort_unstable();
    different.dedup();
    assert_eq!((ids.len(), different.len()), (3, 3), "{text}");
}

#[test]
fn long_tables_keep_their_keys() {
    let column = |at: usize| Column {
        name: format!("c{at}"),
        ty: "text".to_owned(),
        foreign: at == 70,
        ..Column::default()
    };
    let table =
        Table { name: "t".to_owned(), comment: None, columns: (0..80).map(column).collect() };
    let picture = svg(&Diagram { title: String::new(), tables: vec![table], links: Vec::new() });
    assert!(picture.contains(">c70<") && picture.contains("… and 50 more columns"), "{picture}");
    assert!(svg(&Diagram::default()).contains("no tables"));
}
