//! Columns: `add_column`, `drop_column`, `alter_column` in its many ways.

use cucurbit::dialect::DialectName;

use super::generator::{Gen, Step};
use super::model::{Column, Table};
use super::value::{Ty, Val};
use super::yaml::{Node, What, op};

fn drop_of(table: &Table, column: &str) -> Node {
    let node = Gen::on(table).with("column", Node::uses(What::Column, column));
    op("drop_column", node)
}

impl Gen<'_> {
    pub fn add_column(&mut self) -> Option<Step> {
        let table = self.table(|_, table| table.columns.len() < 12)?;
        let mut new = table.clone();
        let mut body = self.column(&mut new, false);
        let mut node = Self::on(&table);
        let column = new.columns.last()?.clone();
        let mut fill = column.default.clone().unwrap_or(Val::Null);
        // A NOT NULL column without a default is filled by hand.
        if !column.nullable && column.default.is_some() && self.draw.chance(40) {
            if let Node::Map(entries) = &mut body {
                entries.retain(|(key, _)| key != "default");
            }
            new.columns.last_mut()?.default = None;
            node = node.with("column", body).with("backfill", fill.node());
        } else if column.nullable && column.default.is_none() && self.draw.chance(20) {
            fill = column.ty.value(3, self.model.values(&column.ty));
            node = node.with("column", body).with("backfill", fill.node());
        } else {
            node = node.with("column", body);
        }
        new.rows.iter_mut().for_each(|row| row.push(fill.clone()));
        self.change(&table, |table| *table = new);
        Some(Step::new(op("add_column", node), Some(drop_of(&table, &column.name))).of(&table))
    }

    /// A column that nothing but its own table holds on to.
    fn droppable(&mut self) -> Option<(Table, Column)> {
        let table = self.table(|_, table| table.columns.len() > 1)?;
        let fit: Vec<&Column> = table
            .columns
            .iter()
            .filter(|column| {
                let name = column.name.as_str();
                let own = [name.to_owned()];
                // What is in a key with others is not taken along by all servers.
                let shared = table.keys().chain(&table.indexes).map(|key| &key.columns);
                let shared = shared.chain(table.foreign.iter().map(|key| &key.columns));
                let keys: Vec<&Vec<String>> =
                    shared.filter(|columns| columns.contains(&own[0])).collect();
                keys.iter().all(|columns| columns.len() == 1)
                    && !column.numbered
                    && !self.model.is_referred(&table.name, Some(&own))
                    && !self.model.is_viewed(&table.name, Some(name))
                    && !table.columns.iter().any(|c| c.computed.as_deref() == Some(name))
                    && table.triggers.is_empty()
                    && !self.model.is_triggered(&table.name)
                    // The rows that are there have nothing to go into it on the way back.
                    && (table.rows.is_empty() || !column.required && !self.is_unfit(&table, column))
            })
            .collect();
        let column = (*self.draw.pick(&fit)?).clone();
        Some((table, column))
    }

    /// True where a default would come back into every row of a unique column.
    fn is_unfit(&self, table: &Table, column: &Column) -> bool {
        column.default.is_some()
            && (table.all_unique().any(|key| key.columns.contains(&column.name))
                || table.all_foreign().any(|key| key.columns.contains(&column.name)))
    }

    pub fn drop_column(&mut self) -> Option<Step> {
        let (table, column) = self.droppable()?;
        let at = table.columns.iter().position(|other| other.name == column.name)?;
        let name = column.name.clone();
        self.change(&table, |table| {
            table.columns.remove(at);
            table.rows.iter_mut().for_each(|row| drop(row.remove(at)));
            let without = |columns: &Vec<String>| !columns.contains(&name);
            table.primary = table.primary.take().filter(|key| without(&key.columns));
            table.uniques.retain(|key| without(&key.columns));
            table.indexes.retain(|key| without(&key.columns));
            table.foreign.retain(|key| without(&key.columns));
            table.checks.retain(|check| check.column != name);
            table.past_uniques.retain(|key| without(&key.columns));
            table.past_foreign.retain(|key| without(&key.columns));
        });
        Some(Step::new(drop_of(&table, &column.name), None).of(&table))
    }

    pub fn alter_column(&mut self) -> Option<Step> {
        let table = self.table(|_, table| !table.columns.is_empty())?;
        let column = self.draw.pick(&table.columns)?.clone();
        let mut node = Self::on(&table).with("column", Node::uses(What::Column, &column.name));
        let mut back = node.clone();
        let mut new = column.clone();
        let in_key = table.primary.as_ref().is_some_and(|k| k.columns.contains(&column.name));
        // Some of the changes, mostly one.
        let first = self.draw.below(5);
        let mut ways = vec![first];
        if self.draw.chance(25) {
            ways.push(self.draw.below(5));
        }
        for way in ways {
            match way {
                0 if new.ty == column.ty => {
                    self.widen(&table, &column, &mut new, &mut node, &mut back)
                }
                1 if new.nullable == column.nullable
                    && !in_key
                    && !column.numbered
                    && column.computed.is_none() =>
                {
                    self.change_nullable(&table, &column, &mut new, &mut node, &mut back)
                }
                2 if new.default == column.default
                    && !column.numbered
                    && column.computed.is_none() =>
                {
                    self.change_default(&column, &mut new, &mut node, &mut back);
                }
                3 if new.comment == column.comment => {
                    let drops = column.comment.is_some() && self.draw.chance(40);
                    new.comment = if drops { None } else { Some(self.comment()) };
                    let say = |c: &Option<String>| c.clone().map_or(Node::bare("null"), Node::text);
                    node = node.with("comment", say(&new.comment));
                    back = back.with("comment", say(&column.comment));
                }
                _ => {}
            }
        }
        if new == column {
            return None;
        }
        self.change(&table, |table| {
            if let Some(place) = table.columns.iter_mut().find(|c| c.name == column.name) {
                *place = new;
            }
        });
        let down = op("alter_column", back);
        Some(Step::new(op("alter_column", node), Some(down)).of(&table))
    }

    fn widen(
        &self,
        table: &Table,
        column: &Column,
        new: &mut Column,
        node: &mut Node,
        back: &mut Node,
    ) {
        let own = [column.name.clone()];
        let tied = table.refers_by(&column.name)
            || self.model.is_referred(&table.name, Some(&own))
            // Servers differ in what they do with the computed column.
            || column.computed.is_some()
            || table.columns.iter().any(|c| c.computed.as_deref() == Some(column.name.as_str()))
            || column.numbered;
        let Some(ty) = column.ty.wider().filter(|_| !tied) else { return };
        // Oracle changes no scale or precision downwards while there are rows, which the way back does.
        *node = node.clone().with("type", ty.node());
        *back = back.clone().with("type", column.ty.node());
        new.ty = ty;
    }

    fn change_nullable(
        &self,
        table: &Table,
        column: &Column,
        new: &mut Column,
        node: &mut Node,
        back: &mut Node,
    ) {
        let at = table.columns.iter().position(|c| c.name == column.name).unwrap_or(0);
        let nulls = table.rows.iter().any(|row| row.get(at) == Some(&Val::Null));
        let sets_null = table
            .foreign
            .iter()
            .any(|f| f.action == Some("set null") && f.columns.contains(&column.name));
        if column.nullable && (nulls || sets_null) {
            return;
        }
        new.nullable = !column.nullable;
        new.required |= !new.nullable;
        *node = node.clone().with("nullable", Node::bare(new.nullable));
        *back = back.clone().with("nullable", Node::bare(column.nullable));
    }

    fn change_default(
        &mut self,
        column: &Column,
        new: &mut Column,
        node: &mut Node,
        back: &mut Node,
    ) {
        if matches!(column.ty, Ty::Text | Ty::Blob | Ty::Json | Ty::Datetimetz) {
            return;
        }
        let drops = column.default.is_some() && self.draw.chance(40);
        let n = self.draw.below(5) + 11;
        let value = column.ty.value(n, self.model.values(&column.ty));
        new.default = (!drops && value != Val::Null).then_some(value);
        let say = |value: &Option<Val>| value.as_ref().map_or(Node::bare("null"), Val::node);
        *node = node.clone().with("default", say(&new.default));
        *back = back.clone().with("default", say(&column.default));
    }

    pub fn rename_column(&mut self) -> Option<Step> {
        let table = self.table(|_, table| !table.columns.is_empty())?;
        let column = self.draw.pick(&table.columns)?.name.clone();
        // MariaDB and MySQL keep a column that a generated one is computed from: they refuse its new name.
        let feeds = table.columns.iter().any(|c| c.computed.as_deref() == Some(column.as_str()));
        if feeds && self.any_in(&[DialectName::Mysql, DialectName::Mariadb]) {
            return None;
        }
        let new = self.names.column(&mut self.draw, &table.names());
        let rename = |from: &str, to: &str| {
            let node = Self::on(&table).with("column", Node::uses(What::Column, from));
            op("alter_column", node.with("new_name", Node::makes(What::Column, to)))
        };
        let renamed = |names: &mut Vec<String>| {
            names.iter_mut().filter(|name| **name == column).for_each(|name| *name = new.clone());
        };
        for other in &mut self.model.tables {
            let all = other.foreign.iter_mut().chain(&mut other.past_foreign);
            all.filter(|f| f.table == table.name).for_each(|f| renamed(&mut f.targets));
        }
        self.model
            .views
            .iter_mut()
            .filter(|view| view.table == table.name)
            .for_each(|view| renamed(&mut view.columns));
        self.change(&table, |table| {
            table.columns.iter_mut().for_each(|c| {
                if c.name == column {
                    c.name = new.clone();
                }
                if c.computed.as_deref() == Some(column.as_str()) {
                    c.computed = Some(new.clone());
                }
            });
            let keys = table.primary.iter_mut().chain(&mut table.uniques).chain(&mut table.indexes);
            let keys = keys.chain(&mut table.past_uniques);
            keys.for_each(|key| renamed(&mut key.columns));
            let foreign = table.foreign.iter_mut().chain(&mut table.past_foreign);
            foreign.for_each(|key| renamed(&mut key.columns));
            table
                .checks
                .iter_mut()
                .filter(|c| c.column == column)
                .for_each(|c| c.column = new.clone());
        });
        let step = Step::new(rename(&column, &new), Some(rename(&new, &column)));
        Some(step.of(&table))
    }
}
