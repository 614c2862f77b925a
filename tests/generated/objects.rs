//! What is no table: enums, views, sequences, schemas, triggers; and SQL that is understood.

use cucurbit::dialect::DialectName::{self, *};

use super::generator::{Gen, Piece, Step, schema};
use super::model::{Column, Enum, Key, Sequence, Table, Trigger, View};
use super::value::Ty;
use super::yaml::{Node, What, map, op};

impl Gen<'_> {
    pub fn create_enum(&mut self) -> Option<Step> {
        let name = self.names.fresh(&mut self.draw, "e");
        let pool = ["sad", "ok", "very happy", "it's", "größer", "A"];
        let values: Vec<String> =
            pool[..2 + self.draw.below(4)].iter().map(|value| (*value).to_owned()).collect();
        let list = Node::List(values.iter().map(|value| Node::text(value.clone())).collect());
        let node = map([("name", Node::makes(What::Enum, &name)), ("values", list)]);
        let down = op("drop_enum", Node::uses(What::Enum, &name));
        self.model.enums.push(Enum { name, values, frozen: false });
        Some(Step::new(op("create_enum", node), Some(down)))
    }

    fn an_enum(&mut self) -> Option<Enum> {
        let fit: Vec<Enum> = self.model.enums.iter().filter(|e| !e.frozen).cloned().collect();
        self.draw.pick(&fit).cloned()
    }

    pub fn drop_enum(&mut self) -> Option<Step> {
        let one = self.an_enum()?;
        if self.model.is_enum_used(&one.name) {
            return None;
        }
        self.model.enums.retain(|other| other.name != one.name);
        Some(Step::new(op("drop_enum", Node::uses(What::Enum, &one.name)), None))
    }

    pub fn add_enum_value(&mut self) -> Option<Step> {
        let one = self.an_enum()?;
        let value = format!("new {}", one.values.len());
        let at = self.draw.below(one.values.len() + 1);
        let node = map([
            ("enum", Node::uses(What::Enum, &one.name)),
            ("value", Node::text(value.clone())),
        ]);
        let node = match one.values.get(at) {
            Some(next) if self.draw.chance(50) => node.with("before", Node::text(next.clone())),
            _ => node,
        };
        let place = if node.get("before").is_some() { at } else { one.values.len() };
        let entry = self.model.enums.iter_mut().find(|other| other.name == one.name)?;
        entry.values.insert(place, value);
        // No operation takes a value out; only the derived downgrade does.
        Some(Step::new(op("add_enum_value", node), None))
    }

    pub fn rename_enum_value(&mut self) -> Option<Step> {
        let one = self.an_enum()?;
        let old = self.draw.pick(&one.values)?.clone();
        // Defaults and rows with the value would have to follow in the model.
        if self.model.is_enum_used(&one.name) {
            return None;
        }
        let n = self.next();
        let new = format!("other {n}");
        let rename = |from: &str, to: &str| {
            let node = map([("enum", Node::uses(What::Enum, &one.name))]);
            op("rename_enum_value", node.with("from", Node::text(from)).with("to", Node::text(to)))
        };
        let entry = self.model.enums.iter_mut().find(|other| other.name == one.name)?;
        entry.values.iter_mut().filter(|v| **v == old).for_each(|v| v.clone_from(&new));
        Some(Step::new(rename(&old, &new), Some(rename(&new, &old))))
    }

    pub fn rename_enum(&mut self) -> Option<Step> {
        let one = self.an_enum()?;
        let new = self.names.fresh(&mut self.draw, "e");
        let rename = |from: &str, to: &str| {
            op(
                "rename_enum",
                map([("from", Node::uses(What::Enum, from)), ("to", Node::makes(What::Enum, to))]),
            )
        };
        let entry = self.model.enums.iter_mut().find(|other| other.name == one.name)?;
        entry.name.clone_from(&new);
        let columns = self.model.tables.iter_mut().flat_map(|table| &mut table.columns);
        let old = Ty::Enum(one.name.clone());
        columns.filter(|column| column.ty == old).for_each(|c| c.ty = Ty::Enum(new.clone()));
        Some(Step::new(rename(&one.name, &new), Some(rename(&new, &one.name))))
    }

    pub fn create_view(&mut self) -> Option<Step> {
        let table = self.table(|_, table| !table.columns.is_empty())?;
        let materialized = self.all_in(&[Postgres]) && self.draw.chance(20);
        let name = self.names.fresh(&mut self.draw, "v");
        let count = 1 + self.draw.below(table.columns.len().min(3));
        let columns: Vec<String> = table.names()[..count].to_vec();
        let mut pieces = vec![Piece::T("SELECT ")];
        for (i, column) in columns.iter().enumerate() {
            if i > 0 {
                pieces.push(Piece::T(", "));
            }
            pieces.push(Piece::N(column));
        }
        pieces.push(Piece::T(" FROM "));
        if let Some(schema) = &table.schema {
            pieces.push(Piece::N(schema));
            pieces.push(Piece::T("."));
        }
        pieces.push(Piece::N(&table.name));
        let condition = table.columns.iter().find(|c| c.ty.is_number()).map(|c| c.name.clone());
        let mut reads = columns.clone();
        if let (Some(column), true) = (&condition, self.draw.chance(30)) {
            pieces.extend([Piece::T(" WHERE "), Piece::N(column), Piece::T(" > 0")]);
            reads.push(column.clone());
        }
        let sql = self.sql(&pieces);
        let node = map([("name", Node::makes(What::View, &name))])
            .with_some("schema", schema(&table.schema));
        let kind = if materialized { "materialized_view" } else { "view" };
        let down = self.drop_of_view(&View {
            schema: table.schema.clone(),
            name: name.clone(),
            table: table.name.clone(),
            columns: reads.clone(),
            materialized,
            frozen: false,
        });
        self.model.views.push(View {
            schema: table.schema.clone(),
            name,
            table: table.name,
            columns: reads,
            materialized,
            frozen: false,
        });
        Some(Step::new(op(&format!("create_{kind}"), node.with("sql", sql)), Some(down)))
    }

    fn drop_of_view(&self, view: &View) -> Node {
        let key = if view.materialized { "drop_materialized_view" } else { "drop_view" };
        let name = Node::uses(What::View, &view.name);
        match &view.schema {
            None => op(key, name),
            Some(_) => op(key, map([("name", name)]).with_some("schema", schema(&view.schema))),
        }
    }

    pub fn drop_view(&mut self) -> Option<Step> {
        let fit: Vec<View> = self.model.views.iter().filter(|view| !view.frozen).cloned().collect();
        let view = self.draw.pick(&fit)?;
        self.model.views.retain(|other| other.name != view.name);
        Some(Step::new(self.drop_of_view(view), None))
    }

    pub fn create_sequence(&mut self) -> Option<Step> {
        if !self.all_in(&[Postgres, Mariadb, Mssql, Oracle]) {
            return None;
        }
        let name = self.names.fresh(&mut self.draw, "s");
        let mut node = map([("name", Node::makes(What::Sequence, &name))]);
        for (key, number) in [("start", 100), ("increment", 10), ("min", 10), ("max", 9000)] {
            if self.draw.chance(30) {
                node = node.with(key, Node::bare(number));
            }
        }
        let down = op("drop_sequence", Node::uses(What::Sequence, &name));
        self.model.sequences.push(Sequence { name, frozen: false });
        Some(Step::new(op("create_sequence", node), Some(down)))
    }

    pub fn drop_sequence(&mut self) -> Option<Step> {
        let fit: Vec<Sequence> =
            self.model.sequences.iter().filter(|s| !s.frozen).cloned().collect();
        let one = self.draw.pick(&fit)?;
        self.model.sequences.retain(|other| other.name != one.name);
        Some(Step::new(op("drop_sequence", Node::uses(What::Sequence, &one.name)), None))
    }

    pub fn alter_sequence(&mut self) -> Option<Step> {
        let fit: Vec<Sequence> =
            self.model.sequences.iter().filter(|s| !s.frozen).cloned().collect();
        let one = self.draw.pick(&fit)?;
        let node = map([("name", Node::uses(What::Sequence, &one.name))]);
        let node = node.with("increment", Node::bare(2 + self.draw.below(5)));
        Some(Step::new(op("alter_sequence", node), None))
    }

    pub fn create_schema(&mut self) -> Option<Step> {
        // A database of its own on MySQL and MariaDB, which the tests' servers share.
        if !self.all_in(&[Postgres, Mssql]) {
            return None;
        }
        let name = self.names.fresh(&mut self.draw, "sch");
        self.model.schemas.push((name.clone(), false));
        let down = op("drop_schema", Node::uses(What::Schema, &name));
        Some(Step::new(op("create_schema", Node::makes(What::Schema, &name)), Some(down)))
    }

    pub fn drop_schema(&mut self) -> Option<Step> {
        let fit: Vec<String> = self
            .model
            .schemas
            .iter()
            .filter(|(name, frozen)| {
                let in_it = |schema: &Option<String>| schema.as_ref() == Some(name);
                !frozen
                    && !self.model.tables.iter().any(|table| in_it(&table.schema))
                    && !self.model.views.iter().any(|view| in_it(&view.schema))
            })
            .map(|(name, _)| name.clone())
            .collect();
        let name = self.draw.pick(&fit)?.clone();
        self.model.schemas.retain(|(other, _)| *other != name);
        Some(Step::new(op("drop_schema", Node::uses(What::Schema, &name)), None))
    }

    /// A trigger that writes nothing into another table, so that rows are what was inserted.
    pub fn create_trigger(&mut self) -> Option<Step> {
        let table = self.table(|_, table| table.triggers.is_empty())?;
        let log = self.table(|_, other| other.id().is_some() && other.name != table.name)?;
        let id = log.id()?.name.clone();
        let name = self.names.fresh(&mut self.draw, "tr");
        let mut pieces = vec![Piece::T("DELETE FROM ")];
        if let Some(schema) = &log.schema {
            pieces.extend([Piece::N(schema), Piece::T(".")]);
        }
        pieces.extend([Piece::N(&log.name), Piece::T(" WHERE "), Piece::N(&id), Piece::T(" < 0")]);
        let body = self.sql(&pieces);
        let function = self
            .any_in(&[Postgres])
            .then(|| self.names.fresh(&mut self.draw, "f"))
            .filter(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
            .or_else(|| self.any_in(&[Postgres]).then(|| format!("fn{}", self.next())));
        let node = map([("name", Node::makes(What::Constraint, &name))]);
        let node = node.with("table", Node::uses(What::Table, &table.name));
        let mut node = node
            .with_some("schema", schema(&table.schema))
            .with("timing", Node::text("after"))
            .with("events", Node::List(vec![Node::text(["insert", "delete"][self.draw.below(2)])]));
        if self.dialects.iter().any(|dialect| *dialect != Postgres) {
            node = node.with("body", body);
        }
        let mut up = Vec::new();
        let drop = map([("name", Node::text(name.clone()))]);
        let drop = drop.with("table", Node::uses(What::Table, &table.name));
        let mut down = vec![op("drop_trigger", drop.with_some("schema", schema(&table.schema)))];
        if let Some(function) = &function {
            node = node.with("execute", Node::text(format!("{function}()")));
            let only = |node: Node| node.with("only", Node::text("postgres"));
            let made = map([
                ("name", Node::text(function.clone())),
                ("returns", Node::text("trigger")),
                ("language", Node::text("plpgsql")),
                ("body", Node::text("BEGIN RETURN NEW; END")),
            ]);
            up.push(only(op("create_function", made)));
            down.push(only(op("drop_function", Node::text(function.clone()))));
        }
        up.push(op("create_trigger", node));
        self.change(&table, |table| {
            table.triggers.push(Trigger { name, writes: log.name, function });
        });
        Some(Step { up, down: Some(down), derives: true, batch: None })
    }

    pub fn drop_trigger(&mut self) -> Option<Step> {
        let table = self.table(|_, table| !table.triggers.is_empty())?;
        let trigger = table.triggers.first()?.clone();
        let node = map([("name", Node::text(trigger.name))]);
        let node = node.with("table", Node::uses(What::Table, &table.name));
        let node = op("drop_trigger", node.with_some("schema", schema(&table.schema)));
        let mut up = vec![node];
        if let Some(function) = trigger.function {
            let drop = op("drop_function", Node::text(function));
            up.push(drop.with("only", Node::text("postgres")));
        }
        self.change(&table, |table| drop(table.triggers.remove(0)));
        Some(Step { up, down: None, derives: true, batch: None })
    }

    /// SQL that makes a table, or adds a column or an index to one.
    pub fn execute(&mut self) -> Option<Step> {
        let (sql, undo) = match self.draw.below(3) {
            0 => {
                let name = self.names.fresh(&mut self.draw, "t");
                let pieces = |open| vec![Piece::T(open), Piece::N(&name)];
                let mut create = pieces("CREATE TABLE ");
                create.extend([
                    Piece::T(" (id "),
                    Piece::Integer,
                    Piece::T(" NOT NULL PRIMARY KEY, amount "),
                    Piece::Integer,
                    Piece::T(")"),
                ]);
                let pair = (self.sql(&create), self.sql(&pieces("DROP TABLE ")));
                self.model.tables.push(raw_table(name));
                pair
            }
            1 => {
                let table = self.table(|_, t| t.schema.is_none() && t.columns.len() < 12)?;
                let name = self.names.column(&mut self.draw, &table.names());
                let add = if self.any_in(&[Mssql, Oracle]) { " ADD " } else { " ADD COLUMN " };
                let head = || [Piece::T("ALTER TABLE "), Piece::N(&table.name)];
                let mut up: Vec<Piece<'_>> = head().into_iter().collect();
                up.extend([Piece::T(add), Piece::N(&name), Piece::T(" "), Piece::Integer]);
                let mut down: Vec<Piece<'_>> = head().into_iter().collect();
                down.extend([Piece::T(" DROP COLUMN "), Piece::N(&name)]);
                let pair = (self.sql(&up), self.sql(&down));
                if self.any_in(&[Mssql, Oracle]) && !self.all_in(&[Mssql, Oracle]) {
                    return None; // One text for all has to be read by all.
                }
                self.change(&table, |table| {
                    table.columns.push(raw_column(name, true));
                    table.rows.iter_mut().for_each(|row| row.push(super::value::Val::Null));
                });
                pair
            }
            _ => {
                let table = self.table(|_, t| t.schema.is_none())?;
                let (key, _) = self.new_key(&table, "ix")?;
                let name =
                    key.name.clone().unwrap_or_else(|| self.names.fresh(&mut self.draw, "ix"));
                let column = key.columns.first()?.clone();
                if table.is_indexed(std::slice::from_ref(&column)) {
                    return None;
                }
                let up = self.sql(&[
                    Piece::T("CREATE INDEX "),
                    Piece::N(&name),
                    Piece::T(" ON "),
                    Piece::N(&table.name),
                    Piece::T(" ("),
                    Piece::N(&column),
                    Piece::T(")"),
                ]);
                let on_table: [DialectName; 3] = [Mysql, Mariadb, Mssql];
                if self.any_in(&on_table) && !self.all_in(&on_table) {
                    return None; // They drop an index with its table.
                }
                let mut down = vec![Piece::T("DROP INDEX "), Piece::N(&name)];
                if self.all_in(&on_table) {
                    down.extend([Piece::T(" ON "), Piece::N(&table.name)]);
                }
                let pair = (up, self.sql(&down));
                let key =
                    Key { name: Some(name), columns: vec![column], unique: false, odd: false };
                self.change(&table, |table| table.indexes.push(key));
                pair
            }
        };
        let up = op("execute", map([("sql", sql), ("undo", undo.clone())]));
        Some(Step::new(up, Some(op("execute", undo))))
    }
}

fn raw_column(name: String, nullable: bool) -> Column {
    Column {
        name,
        ty: Ty::Int,
        nullable,
        default: None,
        comment: None,
        computed: None,
        numbered: false,
        required: !nullable,
    }
}

/// What the SQL above makes.
fn raw_table(name: String) -> Table {
    Table {
        name,
        columns: vec![raw_column("id".to_owned(), false), raw_column("amount".to_owned(), true)],
        primary: Some(Key { name: None, columns: vec!["id".to_owned()], unique: true, odd: false }),
        ..Table::default()
    }
}
