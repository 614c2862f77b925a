//! Rows: `bulk_insert`, `update`, `delete`, with values that fit all that is or was on their columns.

use super::generator::{Gen, Piece, Step};
use super::model::{Column, Table};
use super::value::Val;
use super::yaml::{Node, op};

/// The rows with these ids, as a condition.
fn of_ids(gene: &Gen<'_>, id: &str, ids: &[String]) -> Node {
    gene.sql(&[Piece::N(id), Piece::T(&format!(" IN ({})", ids.join(", ")))])
}

fn insert(table: &Table, columns: &[&Column], rows: &[Vec<Val>], as_maps: bool) -> Node {
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let row = |row: &Vec<Val>| match as_maps {
        false => Node::List(row.iter().map(Val::node).collect()),
        true => Node::Map(names.iter().cloned().zip(row.iter().map(Val::node)).collect()),
    };
    let node = Gen::on(table).with("columns", Node::columns(&names));
    op("bulk_insert", node.with("rows", Node::List(rows.iter().map(row).collect())))
}

impl Gen<'_> {
    pub fn insert(&mut self) -> Option<Step> {
        let table = self.table(|_, table| table.id().is_some() && table.triggers.is_empty())?;
        let id = table.id()?.name.clone();
        // A column that the server fills is left out, and at times one that need not be filled.
        let columns: Vec<&Column> = table
            .columns
            .iter()
            .filter(|c| c.computed.is_none())
            .filter(|c| {
                let refers = table.all_foreign().any(|key| key.columns.contains(&c.name));
                let needed = c.name == id || refers || c.required && c.default.is_none();
                needed || !self.draw.chance(15)
            })
            .collect();
        let (mut rows, mut written) = (Vec::new(), Vec::new());
        for _ in 0..=self.draw.below(3) {
            let n = self.next();
            let mut row: Vec<Val> = Vec::new();
            for column in &table.columns {
                let told = columns.iter().any(|c| c.name == column.name);
                let value = match (&column.default, told) {
                    (Some(default), false) => default.clone(),
                    (None, false) => Val::Null,
                    (_, true)
                        if !column.required
                            && !self.keys_on(&table, column)
                            && self.draw.chance(15) =>
                    {
                        Val::Null
                    }
                    (_, true) => column.ty.value(n, self.model.values(&column.ty)),
                };
                row.push(value);
            }
            self.point(&table, &mut row)?;
            if table.all_unique().any(|key| {
                let at = |name: &String| table.columns.iter().position(|c| c.name == *name);
                let at: Vec<usize> = key.columns.iter().filter_map(at).collect();
                // What a foreign key or a default put into a unique column may be there already, and
                // servers do not agree on nulls.
                at.iter().any(|i| row[*i] == Val::Null)
                    || table
                        .rows
                        .iter()
                        .chain(&rows)
                        .any(|other: &Vec<Val>| at.iter().all(|i| other[*i] == row[*i]))
            }) {
                return None;
            }
            let at = |column: &&Column| table.columns.iter().position(|c| c.name == column.name);
            written.push(columns.iter().filter_map(at).map(|i| row[i].clone()).collect::<Vec<_>>());
            rows.push(row);
        }
        let at = table.columns.iter().position(|c| c.name == id)?;
        let ids: Vec<String> = rows.iter().filter_map(|row| row[at].on_sqlite()).collect();
        let node = insert(&table, &columns, &written, self.draw.chance(30));
        let down = op("delete", Self::on(&table).with("where", of_ids(self, &id, &ids)));
        self.change(&table, |table| table.rows.extend(rows));
        Some(Step::new(node, Some(down)))
    }

    /// True when the column is in something that must be unique.
    fn keys_on(&self, table: &Table, column: &Column) -> bool {
        table.all_unique().any(|key| key.columns.contains(&column.name))
    }

    /// Puts into foreign keys what the tables that they refer to have; none where they have nothing.
    fn point(&mut self, table: &Table, row: &mut [Val]) -> Option<()> {
        for foreign in table.all_foreign() {
            let other = self.model.table(&foreign.table)?;
            let at =
                |table: &Table, name: &String| table.columns.iter().position(|c| c.name == *name);
            let own: Vec<usize> = foreign.columns.iter().filter_map(|n| at(table, n)).collect();
            let far: Vec<usize> = foreign.targets.iter().filter_map(|n| at(other, n)).collect();
            let whole: Vec<&Vec<Val>> =
                other.rows.iter().filter(|row| far.iter().all(|i| row[*i] != Val::Null)).collect();
            let nullable = own.iter().all(|i| !table.columns[*i].required);
            match whole.get(self.draw.below(whole.len().max(1))) {
                Some(target) => {
                    own.iter().zip(&far).for_each(|(to, from)| row[*to] = target[*from].clone());
                }
                None if nullable => own.iter().for_each(|i| row[*i] = Val::Null),
                None => return None,
            }
        }
        Some(())
    }

    pub fn update(&mut self) -> Option<Step> {
        let table =
            self.table(|_, t| !t.rows.is_empty() && t.id().is_some() && t.triggers.is_empty())?;
        let id = table.id()?.name.clone();
        let fit: Vec<usize> = (0..table.columns.len())
            .filter(|i| {
                let column = &table.columns[*i];
                let has = |columns: &[String]| columns.contains(&column.name);
                column.computed.is_none()
                    && !table.is_tied(&column.name)
                    && !table.all_unique().any(|key| has(&key.columns))
                    && !table.all_foreign().any(|key| has(&key.columns))
            })
            .collect();
        let at = *self.draw.pick(&fit)?;
        let row = self.draw.below(table.rows.len());
        let column = table.columns[at].clone();
        let n = self.next();
        let value = column.ty.value(n, self.model.values(&column.ty));
        let key = table.columns.iter().position(|c| c.name == id)?;
        let number = table.rows[row][key].on_sqlite()?;
        let condition = self.sql(&[Piece::N(&id), Piece::T(" = "), Piece::T(&number)]);
        let set = |value: &Val| {
            let set = Node::Map(vec![(column.name.clone(), value.node())]);
            let node = Self::on(&table).with("set", set).with("where", condition.clone());
            op("update", node.with("expect_rows", Node::bare(1)))
        };
        let (up, down) = (set(&value), set(&table.rows[row][at]));
        self.change(&table, |table| table.rows[row][at] = value);
        Some(Step::new(up, Some(down)).written())
    }

    pub fn delete(&mut self) -> Option<Step> {
        let table = self.table(|model, t| {
            !t.rows.is_empty()
                && t.id().is_some()
                && t.triggers.is_empty()
                && !model.is_referred(&t.name, None)
                && !t.all_foreign().any(|key| key.table == t.name)
        })?;
        let id = table.id()?.name.clone();
        let row = self.draw.below(table.rows.len());
        let key = table.columns.iter().position(|c| c.name == id)?;
        let number = table.rows[row][key].on_sqlite()?;
        let node = Self::on(&table).with("where", of_ids(self, &id, &[number]));
        let columns: Vec<&Column> =
            table.columns.iter().filter(|column| column.computed.is_none()).collect();
        let values: Vec<Val> = (0..table.columns.len())
            .filter(|i| table.columns[*i].computed.is_none())
            .map(|i| table.rows[row][i].clone())
            .collect();
        let down = insert(&table, &columns, &[values], false);
        self.change(&table, |table| drop(table.rows.remove(row)));
        Some(Step::new(op("delete", node), Some(down)).written())
    }
}
