//! Tables: `create_table` in all its shapes, `drop_table`, `rename_table`, comments.

use cucurbit::dialect::DialectName;

use super::generator::{Gen, Piece, Step, schema};
use super::model::{Check, Column, Foreign, Key, Table};
use super::value::Ty;
use super::yaml::{Node, What, map, op};

impl Gen<'_> {
    pub fn create_table(&mut self) -> Option<Step> {
        let name = self.names.fresh(&mut self.draw, "t");
        let mut table = Table { schema: self.some_schema(), name, ..Table::default() };
        let mut columns = Vec::new();
        let mut key = None;
        match self.draw.below(8) {
            0..=3 => columns.push(self.id_column(&mut table, false)),
            4 => columns.push(self.id_column(&mut table, true)),
            5 | 6 => {
                for _ in 0..2 {
                    let ty = Ty::keyable(&mut self.draw);
                    columns.push(self.plain_column(&mut table, ty, false));
                }
                let names = table.names();
                let name = self.maybe_name("pk");
                key = Some(match &name {
                    None => Node::columns(&names),
                    Some(name) => map([
                        ("name", Node::makes(What::Constraint, name)),
                        ("columns", Node::columns(&names)),
                    ]),
                });
                table.primary = Some(Key { name, columns: names, unique: true, odd: false });
            }
            _ => {
                let ty = Ty::keyable(&mut self.draw);
                columns.push(self.plain_column(&mut table, ty, true));
            }
        }
        for _ in 0..self.draw.below(5) {
            columns.push(self.column(&mut table, true));
        }
        let mut node = map([("name", Node::makes(What::Table, &table.name))])
            .with_some("schema", schema(&table.schema))
            .with("columns", Node::List(columns));
        node = node.with_some("primary_key", key);
        node = self.table_constraints(&mut table, node);
        if self.draw.chance(15) {
            let comment = self.comment();
            node = node.with("comment", Node::text(comment.clone()));
            table.comment = Some(comment);
        }
        let down = Self::drop_of(&table);
        self.model.tables.push(table);
        Some(Step::new(op("create_table", node), Some(down)))
    }

    /// What drops a table.
    pub fn drop_of(table: &Table) -> Node {
        let name = Node::uses(What::Table, &table.name);
        match &table.schema {
            None => op("drop_table", name),
            Some(_) => {
                op("drop_table", map([("name", name)]).with_some("schema", schema(&table.schema)))
            }
        }
    }

    fn some_schema(&mut self) -> Option<String> {
        let free: Vec<String> = self
            .model
            .schemas
            .iter()
            .filter(|(_, frozen)| !frozen)
            .map(|(n, _)| n.clone())
            .collect();
        match self.draw.chance(50) {
            true => self.draw.pick(&free).cloned(),
            false => None,
        }
    }

    pub fn comment(&mut self) -> String {
        let n = self.next();
        ["what it is for", "it's \"this\"; -- or that", "größer \\ als"][self.draw.below(3)]
            .to_owned()
            + &format!(" {n}")
    }

    /// A name, or none: then the server makes one up.
    pub fn maybe_name(&mut self, stem: &str) -> Option<String> {
        (!self.draw.chance(25)).then(|| self.names.fresh(&mut self.draw, stem))
    }

    fn id_column(&mut self, table: &mut Table, numbered: bool) -> Node {
        let name = match self.draw.chance(10) {
            false => "id".to_owned(),
            true => self.names.column(&mut self.draw, &[]),
        };
        // SQLite numbers INTEGER alone.
        let ty = if numbered { Ty::Int } else { [Ty::Int, Ty::Big][self.draw.below(2)].clone() };
        let mut node = map([
            ("name", Node::makes(What::Column, &name)),
            ("type", ty.node()),
            ("primary_key", Node::bare(true)),
        ]);
        if numbered {
            node = node.with("autoincrement", Node::bare(true));
        }
        table.primary =
            Some(Key { name: None, columns: vec![name.clone()], unique: true, odd: false });
        table.columns.push(Column {
            name,
            ty,
            nullable: false,
            default: None,
            comment: None,
            computed: None,
            numbered,
            required: true,
        });
        node
    }

    pub fn plain_column(&mut self, table: &mut Table, ty: Ty, nullable: bool) -> Node {
        let name = self.names.column(&mut self.draw, &table.names());
        let mut node = map([("name", Node::makes(What::Column, &name)), ("type", ty.node())]);
        if !nullable {
            node = node.with("nullable", Node::bare(false));
        }
        table.columns.push(Column {
            name,
            ty,
            nullable,
            default: None,
            comment: None,
            computed: None,
            numbered: false,
            required: !nullable,
        });
        node
    }

    /// A column with what may stand at it; the table must be new, or the column be added to it alone.
    pub fn column(&mut self, table: &mut Table, new: bool) -> Node {
        if new
            && self.draw.chance(8)
            && let Some(node) = self.computed_column(table)
        {
            return node;
        }
        let ty = self.some_type();
        let nullable = !self.draw.chance(35);
        let mut node = self.plain_column(table, ty.clone(), nullable);
        let name = table.columns.last().map(|column| column.name.clone()).unwrap_or_default();
        // MySQL takes no literal as the default of a text, a blob or a JSON, and what it takes reads back otherwise.
        let defaults = !matches!(ty, Ty::Text | Ty::Blob | Ty::Json | Ty::Datetimetz);
        // Rows that are there must have something in a new column that is not null.
        let needs = !new && !nullable;
        if needs || defaults && self.draw.chance(25) {
            let n = self.draw.below(5) + 1;
            let value = ty.value(n, self.model.values(&ty));
            node = node.with("default", value.node());
            if let Some(column) = table.columns.last_mut() {
                column.default = Some(value);
            }
        }
        if self.draw.chance(8) {
            let comment = self.comment();
            node = node.with("comment", Node::text(comment.clone()));
            if let Some(column) = table.columns.last_mut() {
                column.comment = Some(comment);
            }
        }
        // The rows of a new column all have the same value.
        if ty.is_keyable() && (new || table.rows.is_empty()) && self.draw.chance(10) {
            node = node.with("unique", Node::bare(true));
            let key = Key { name: None, columns: vec![name.clone()], unique: true, odd: false };
            table.uniques.push(key);
        } else if ty.is_keyable() && name.is_ascii() && name.len() < 12 && self.draw.chance(8) {
            node = node.with("index", Node::bare(true));
            let key = Key { name: None, columns: vec![name.clone()], unique: false, odd: false };
            table.indexes.push(key);
        }
        if ty.is_number() && self.draw.chance(8) {
            node = node.with("check", self.sql(&[Piece::N(&name), Piece::T(" >= 0")]));
            table.checks.push(Check { name: None, column: name });
        }
        node
    }

    fn computed_column(&mut self, table: &mut Table) -> Option<Node> {
        let numbers: Vec<&Column> =
            table.columns.iter().filter(|c| c.ty == Ty::Int && !c.numbered).collect();
        let from = self.draw.pick(&numbers)?.name.clone();
        let sql = self.sql(&[Piece::N(&from), Piece::T(" + 1")]);
        let node = self.plain_column(table, Ty::Int, true);
        let column = table.columns.last_mut()?;
        column.computed = Some(from);
        // Oracle keeps none, and PostgreSQL keeps all.
        if self.any_in(&[DialectName::Oracle]) && self.any_in(&[DialectName::Postgres]) {
            table.columns.pop();
            return None;
        }
        let stored = !self.any_in(&[DialectName::Oracle]);
        Some(node.with("computed", map([("sql", sql), ("stored", Node::bare(stored))])))
    }

    fn some_type(&mut self) -> Ty {
        let enums: Vec<String> =
            self.model.enums.iter().filter(|e| !e.frozen).map(|e| e.name.clone()).collect();
        match self.draw.chance(20) {
            true if !enums.is_empty() => {
                Ty::Enum(self.draw.pick(&enums).cloned().unwrap_or_default())
            }
            _ => Ty::any(&mut self.draw),
        }
    }

    fn table_constraints(&mut self, table: &mut Table, mut node: Node) -> Node {
        if self.draw.chance(15)
            && let Some((key, columns)) = self.new_key(table, "uq")
        {
            let body = match &key.name {
                None => columns,
                Some(name) => {
                    map([("name", Node::makes(What::Constraint, name)), ("columns", columns)])
                }
            };
            node = node.with("unique", Node::List(vec![body]));
            table.uniques.push(key);
        }
        if self.draw.chance(40)
            && let Some((foreign, body)) = self.new_foreign(table)
        {
            node = node.with("foreign_keys", Node::List(vec![body]));
            table.foreign.push(foreign);
        }
        if self.draw.chance(15)
            && let Some((check, body)) = self.new_check(table)
        {
            node = node.with("checks", Node::List(vec![body]));
            table.checks.push(check);
        }
        if self.draw.chance(15)
            && let Some((mut key, columns)) = self.new_key(table, "ix")
        {
            // An index has to have a name where nobody gives it one.
            let name = key.name.take().unwrap_or_else(|| self.names.fresh(&mut self.draw, "ix"));
            let body = map([("name", Node::makes(What::Index, &name)), ("columns", columns)]);
            node = node.with("indexes", Node::List(vec![body]));
            table.indexes.push(Key { name: Some(name), unique: false, ..key });
        }
        node
    }

    /// A key on one or two columns that have none in this order.
    pub fn new_key(&mut self, table: &Table, stem: &str) -> Option<(Key, Node)> {
        let fit: Vec<String> = table
            .columns
            .iter()
            .filter(|c| c.ty.is_keyable() && c.computed.is_none())
            .map(|c| c.name.clone())
            .collect();
        let mut columns = vec![self.draw.pick(&fit)?.clone()];
        if self.draw.chance(30)
            && let Some(second) = self.draw.pick(&fit)
            && !columns.contains(second)
        {
            columns.push(second.clone());
        }
        if table.is_indexed(&columns) {
            return None;
        }
        let name = self.maybe_name(stem);
        let node = Node::columns(&columns);
        Some((Key { name, columns, unique: true, odd: false }, node))
    }

    /// A check of a number's sign.
    pub fn new_check(&mut self, table: &Table) -> Option<(Check, Node)> {
        let fit: Vec<&Column> =
            table.columns.iter().filter(|c| c.ty.is_number() && !c.numbered).collect();
        let column = self.draw.pick(&fit)?.name.clone();
        let sql = self.sql(&[Piece::N(&column), Piece::T(" >= 0")]);
        let name = self.maybe_name("ck");
        let node = match &name {
            None => map([("sql", sql)]),
            Some(name) => map([("name", Node::makes(What::Constraint, name)), ("sql", sql)]),
        };
        Some((Check { name, column }, node))
    }

    /// A foreign key to a key of a table, itself among them, from columns of the same types.
    pub fn new_foreign(&mut self, table: &Table) -> Option<(Foreign, Node)> {
        let mut fits = Vec::new();
        let others = self.model.tables.iter().filter(|t| !t.frozen && t.name != table.name);
        for other in others.chain([table]) {
            for key in other.keys() {
                let types = key.columns.iter().filter_map(|name| Some(&other.column(name)?.ty));
                let types: Vec<&Ty> = types.collect();
                // A column that the server numbers refers to nothing.
                let mut columns: Vec<&Column> = Vec::new();
                let is_target =
                    |c: &Column| other.name == table.name && key.columns.contains(&c.name);
                let may_refer =
                    |c: &Column| !c.numbered && c.computed.is_none() && !table.refers_by(&c.name);
                for ty in &types {
                    let next = table.columns.iter().find(|c| {
                        c.ty == **ty && may_refer(c) && !columns.contains(c) && !is_target(c)
                    });
                    columns.extend(next);
                }
                if columns.len() == types.len() {
                    fits.push((other, key.columns.clone(), columns));
                }
            }
        }
        let (other, targets, columns) = self.draw.pick(&fits)?;
        let nullable = columns.iter().all(|column| column.nullable);
        let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let (targets, is_self) = (targets.clone(), other.name == table.name);
        // Without a schema, a reference stays in the table's own.
        let default = if self.any_in(&[DialectName::Mssql]) { "dbo" } else { "public" };
        let other_schema = match (&table.schema, &other.schema) {
            (Some(_), None) => Some(default.to_owned()),
            (_, schema) => schema.clone(),
        };
        let other = other.name.clone();
        // SQL Server takes no cascade in a circle; SET NULL needs something to set. Where rows that are
        // there have values already, they may refer to nothing.
        if !table.rows.is_empty() && !self.rows_fit(table, &names, &other, &targets) {
            return None;
        }
        let action = match self.draw.below(4) {
            2 if nullable && !is_self => Some("set null"),
            3 if !is_self && !self.any_in(&[DialectName::Mssql]) => Some("cascade"),
            _ => None,
        };
        let name = self.maybe_name("fk");
        let node = name
            .as_ref()
            .map_or(map([]), |name| map([("name", Node::makes(What::Constraint, name))]));
        let references = map([("table", Node::uses(What::Table, &other))])
            .with_some("schema", schema(&other_schema))
            .with("columns", Node::columns(&targets));
        let node = node
            .with("columns", Node::columns(&names))
            .with("references", references)
            .with_some("on_delete", action.map(Node::text));
        Some((Foreign { name, columns: names, table: other, targets, action }, node))
    }

    fn rows_fit(&self, table: &Table, names: &[String], other: &str, targets: &[String]) -> bool {
        let Some(other) = self.model.table(other) else { return false };
        let at = |table: &Table, names: &[String]| -> Vec<usize> {
            let position = |name: &String| table.columns.iter().position(|c| c.name == *name);
            names.iter().filter_map(position).collect()
        };
        let (own, far) = (at(table, names), at(other, targets));
        table.rows.iter().all(|row| {
            let value: Vec<_> = own.iter().map(|i| &row[*i]).collect();
            value.iter().any(|v| **v == super::value::Val::Null)
                || other.rows.iter().any(|r| far.iter().map(|i| &r[*i]).eq(value.iter().copied()))
        })
    }

    pub fn drop_table(&mut self) -> Option<Step> {
        let table = self.table(|model, table| {
            !model.is_referred(&table.name, None)
                && !model.is_viewed(&table.name, None)
                && !model.is_triggered(&table.name)
                && table.triggers.is_empty()
        })?;
        self.model.tables.retain(|other| other.name != table.name);
        Some(Step::new(Self::drop_of(&table), None))
    }

    pub fn rename_table(&mut self) -> Option<Step> {
        let table = self.table(|_, _| true)?;
        let new = self.names.fresh(&mut self.draw, "t");
        let rename = |from: &str, to: &str| {
            let node = map([
                ("from", Node::uses(What::Table, from)),
                ("to", Node::makes(What::Table, to)),
            ]);
            op("rename_table", node.with_some("schema", schema(&table.schema)))
        };
        let old = table.name.as_str();
        for other in &mut self.model.tables {
            other
                .foreign
                .iter_mut()
                .chain(&mut other.past_foreign)
                .filter(|f| f.table == old)
                .for_each(|f| f.table = new.clone());
            let writes = other.triggers.iter_mut().filter(|t| t.writes == old);
            writes.for_each(|t| t.writes = new.clone());
        }
        self.model.views.iter_mut().filter(|v| v.table == old).for_each(|v| v.table = new.clone());
        self.change(&table, |table| table.name = new.clone());
        Some(Step::new(rename(old, &new), Some(rename(&new, old))))
    }

    pub fn comment_on_table(&mut self) -> Option<Step> {
        let table = self.table(|_, _| true)?;
        let drop = table.comment.is_some() && self.draw.chance(40);
        let say = |comment: &Option<String>| match comment {
            None => op("drop_table_comment", Self::on(&table)),
            Some(text) => op(
                "create_table_comment",
                Self::on(&table).with("comment", Node::text(text.clone())),
            ),
        };
        let new = if drop { None } else { Some(self.comment()) };
        self.change(&table, |table| table.comment = new.clone());
        Some(Step::new(say(&new), Some(say(&table.comment))))
    }
}
