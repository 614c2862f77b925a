//! Operations as trees of scalars that know what they name, and how they are written.
//!
//! In: what the families of operations put together. Out: YAML as people write it. The roles are what
//! the breaks look for: a reference can be misspelt, a new name cannot.

/// What a scalar is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Table,
    Column,
    Constraint,
    Index,
    Enum,
    View,
    Sequence,
    Schema,
}

/// How a scalar names what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Any other text.
    Plain,
    /// What has to be there.
    Uses(What),
    /// What comes to be.
    Makes(What),
    /// SQL.
    Sql,
    /// A type.
    Type,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A text, quoted where YAML would not take it as one.
    Text(Role, String),
    /// A number, a boolean, null: as it stands.
    Bare(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    pub fn uses(what: What, name: &str) -> Node {
        Node::Text(Role::Uses(what), name.to_owned())
    }

    pub fn makes(what: What, name: &str) -> Node {
        Node::Text(Role::Makes(what), name.to_owned())
    }

    pub fn text(text: impl Into<String>) -> Node {
        Node::Text(Role::Plain, text.into())
    }

    pub fn bare(text: impl ToString) -> Node {
        Node::Bare(text.to_string())
    }

    /// The columns, each with its role.
    pub fn columns(names: &[String]) -> Node {
        Node::List(names.iter().map(|name| Node::uses(What::Column, name)).collect())
    }

    /// Adds a key to a mapping.
    pub fn with(mut self, key: &str, value: Node) -> Node {
        if let Node::Map(entries) = &mut self {
            entries.push((key.to_owned(), value));
        }
        self
    }

    /// Adds a key where there is something to say.
    pub fn with_some(self, key: &str, value: Option<Node>) -> Node {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let Node::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The only key of an operation, and what stands under it.
    pub fn operation(&self) -> (&str, &Node) {
        let Node::Map(entries) = self else { panic!("an operation is a mapping: {self:?}") };
        let (key, node) = entries
            .iter()
            .find(|(key, _)| !["only", "except", "note"].contains(&key.as_str()))
            .expect("an operation has its key");
        (key, node)
    }
}

/// A mapping.
pub fn map<const N: usize>(entries: [(&str, Node); N]) -> Node {
    Node::Map(entries.into_iter().map(|(key, node)| (key.to_owned(), node)).collect())
}

/// An operation with its argument.
pub fn op(key: &str, argument: Node) -> Node {
    Node::Map(vec![(key.to_owned(), argument)])
}

/// How long a line may be before a mapping or a list takes several.
const WIDTH: usize = 110;

/// `key: value` lines at an indentation, each with its end.
pub fn entries(entries: &[(String, Node)], indent: usize) -> String {
    let mut text = String::new();
    for (key, node) in entries {
        text.push_str(&format!("{:indent$}{key}:{}", "", value(node, indent)));
    }
    text
}

/// What stands behind `key:` at an indentation, with its end.
fn value(node: &Node, indent: usize) -> String {
    let short = flow(node);
    if short.chars().count() + indent <= WIDTH {
        return format!(" {short}\n");
    }
    match node {
        Node::Map(map) if !map.is_empty() => format!("\n{}", entries(map, indent + 2)),
        Node::List(items) if !items.is_empty() => format!("\n{}", list(items, indent + 2)),
        _ => format!(" {short}\n"),
    }
}

/// `- item` lines at an indentation, each with its end.
pub fn list(items: &[Node], indent: usize) -> String {
    let mut text = String::new();
    for item in items {
        let short = flow(item);
        match item {
            Node::Map(map) if short.chars().count() + indent > WIDTH || map.len() == 1 => {
                let body = entries(map, indent + 2);
                text.push_str(&format!("{:indent$}- {}", "", body.trim_start()));
            }
            _ => text.push_str(&format!("{:indent$}- {short}\n", "")),
        }
    }
    text
}

/// A piece on one line.
pub fn flow(node: &Node) -> String {
    match node {
        Node::Text(_, text) => scalar(text),
        Node::Bare(text) => text.clone(),
        Node::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Node::Map(entries) => {
            let entry = |(key, node): &(String, Node)| format!("{}: {}", scalar(key), flow(node));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A text, in quotes where it would be read as something else without them.
fn scalar(text: &str) -> String {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_() ".contains(&b))
        && text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&text.to_lowercase().as_str());
    match plain {
        true => text.to_owned(),
        false => serde_json::to_string(&text.replace("${", "$${")).expect("a text is JSON"),
    }
}

/// The operation as it stands in a batch: without `table` and `schema`.
fn in_batch(node: &Node) -> Node {
    let (key, body) = node.operation();
    let Node::Map(entries) = body else { return node.clone() };
    let inner = entries.iter().filter(|(key, _)| key != "table" && key != "schema").cloned();
    op(key, Node::Map(inner.collect()))
}

/// A batch of one operation on a table.
pub fn batch(node: &Node) -> Node {
    let (_, body) = node.operation();
    let name =
        Node::Map(body.get("table").map(|n| ("name".to_owned(), n.clone())).into_iter().collect());
    let batch = name.with_some("schema", body.get("schema").cloned());
    op("alter_table", batch.with("operations", Node::List(vec![in_batch(node)])))
}

/// True for a batch of this table.
pub fn is_of(batch: &Node, table: &str) -> bool {
    matches!(batch.operation().1.get("name"), Some(Node::Text(_, name)) if name == table)
}

/// Adds an operation to the batch that is the last of these.
pub fn append(nodes: &mut [Node], node: &Node) {
    let Some(Node::Map(entries)) = nodes.last_mut() else { return };
    let Some((_, Node::Map(batch))) = entries.first_mut() else { return };
    for (key, value) in batch {
        if let (true, Node::List(list)) = (key == "operations", value) {
            list.push(in_batch(node));
        }
    }
}
