//! Constraints and indexes that come, go and are renamed.

use cucurbit::dialect::DialectName;

use super::generator::{Gen, Piece, Step, schema};
use super::model::{Check, Foreign, Key, Table};
use super::value::Val;
use super::yaml::{Node, What, map, op};

/// Where an index with a condition can be said.
const PARTIAL: [DialectName; 3] = [DialectName::Postgres, DialectName::Sqlite, DialectName::Mssql];

fn drop_constraint(table: &Table, name: &str) -> Node {
    op("drop_constraint", Gen::on(table).with("name", Node::uses(What::Constraint, name)))
}

fn drop_index(table: &Table, name: &str) -> Node {
    op("drop_index", Gen::on(table).with("name", Node::uses(What::Index, name)))
}

fn named(table: &Table, name: &Option<String>, what: What) -> Node {
    let node = name.as_ref().map_or(map([]), |name| map([("name", Node::makes(what, name))]));
    let node = node.with("table", Node::uses(What::Table, &table.name));
    node.with_some("schema", schema(&table.schema))
}

impl Gen<'_> {
    /// Rows that are there must not have the same key twice, nor nulls that some servers count as equal.
    fn rows_differ(table: &Table, columns: &[String]) -> bool {
        let at: Vec<usize> = columns
            .iter()
            .filter_map(|n| table.columns.iter().position(|c| c.name == *n))
            .collect();
        let keys: Vec<Vec<&Val>> =
            table.rows.iter().map(|row| at.iter().map(|i| &row[*i]).collect()).collect();
        keys.iter()
            .enumerate()
            .all(|(i, key)| !key.contains(&&Val::Null) && !keys[..i].contains(key))
    }

    pub fn create_unique(&mut self) -> Option<Step> {
        let table = self.table(|_, _| true)?;
        let (mut key, columns) = self.new_key(&table, "uq")?;
        if !Self::rows_differ(&table, &key.columns) {
            return None;
        }
        let name = key.name.take().unwrap_or_else(|| self.names.fresh(&mut self.draw, "uq"));
        key.name = Some(name.clone());
        let node = named(&table, &key.name, What::Constraint).with("columns", columns);
        // It takes the place of the index that the server made for a foreign key, and stays with it.
        let stays = self.is_needed(&table, &key);
        self.change(&table, |table| table.uniques.push(key));
        let down = drop_constraint(&table, &name);
        Some(Step::new(op("create_unique_constraint", node), (!stays).then_some(down)).of(&table))
    }

    pub fn create_check(&mut self) -> Option<Step> {
        let table = self.table(|_, _| true)?;
        let (check, body) = self.new_check(&table)?;
        let name = check.name.clone().unwrap_or_else(|| self.names.fresh(&mut self.draw, "ck"));
        let sql = body.get("sql")?.clone();
        let node = named(&table, &Some(name.clone()), What::Constraint).with("sql", sql);
        self.change(&table, |table| table.checks.push(Check { name: Some(name.clone()), ..check }));
        let down = drop_constraint(&table, &name);
        Some(Step::new(op("create_check_constraint", node), Some(down)).of(&table))
    }

    pub fn create_foreign(&mut self) -> Option<Step> {
        let table = self.table(|_, _| true)?;
        let (foreign, body) = self.new_foreign(&table)?;
        let name = foreign.name.clone().unwrap_or_else(|| self.names.fresh(&mut self.draw, "fk"));
        let node = named(&table, &Some(name.clone()), What::Constraint);
        let node = node
            .with("columns", body.get("columns")?.clone())
            .with("references", body.get("references")?.clone())
            .with_some("on_delete", body.get("on_delete").cloned());
        let foreign = Foreign { name: Some(name.clone()), ..foreign };
        self.change(&table, |table| table.foreign.push(foreign));
        let down = drop_constraint(&table, &name);
        Some(Step::new(op("create_foreign_key", node), Some(down)).of(&table))
    }

    pub fn create_primary(&mut self) -> Option<Step> {
        let table = self.table(|_, table| table.primary.is_none())?;
        let fit: Vec<String> = table
            .columns
            .iter()
            .filter(|c| c.ty.is_keyable() && !c.nullable && c.computed.is_none())
            .map(|c| c.name.clone())
            .collect();
        let columns = vec![self.draw.pick(&fit)?.clone()];
        if table.is_indexed(&columns) || !Self::rows_differ(&table, &columns) {
            return None;
        }
        let name = self.names.fresh(&mut self.draw, "pk");
        let node = named(&table, &Some(name.clone()), What::Constraint);
        let node = node.with("columns", Node::columns(&columns));
        let key = Key { name: Some(name.clone()), columns, unique: true, odd: false };
        self.change(&table, |table| table.primary = Some(key));
        let down = drop_constraint(&table, &name);
        Some(Step::new(op("create_primary_key", node), Some(down)).of(&table))
    }

    /// The named constraints of a table that nothing needs.
    fn constraint_names(&self, table: &Table, to_drop: bool) -> Vec<String> {
        let free = |key: &&Key| {
            let numbered = |name: &String| table.column(name).is_some_and(|c| c.numbered);
            let needed = self.model.is_referred(&table.name, Some(&key.columns))
                || key.columns.iter().any(numbered)
                || self.is_needed(table, key);
            !to_drop || !needed
        };
        let keys = table.keys().filter(free).filter_map(|key| key.name.clone());
        let checks = table.checks.iter().filter_map(|check| check.name.clone());
        keys.chain(checks).chain(table.foreign.iter().filter_map(|key| key.name.clone())).collect()
    }

    /// True where a foreign key stands on an index: MySQL and MariaDB keep the last one that it can stand on.
    fn is_needed(&self, table: &Table, key: &Key) -> bool {
        self.any_in(&[DialectName::Mysql, DialectName::Mariadb])
            && table.foreign.iter().any(|foreign| foreign.columns.first() == key.columns.first())
    }

    pub fn drop_constraint(&mut self) -> Option<Step> {
        let table = self.table(|_, _| true)?;
        let names = self.constraint_names(&table, true);
        let name = self.draw.pick(&names)?.clone();
        let is = |other: &Option<String>| other.as_ref() == Some(&name);
        self.change(&table, |table| {
            table
                .past_uniques
                .extend(table.keys().filter(|key| is(&key.name)).cloned().collect::<Vec<_>>());
            table.primary = table.primary.take().filter(|key| !is(&key.name));
            table.uniques.retain(|key| !is(&key.name));
            table.checks.retain(|check| !is(&check.name));
            table.past_foreign.extend(table.foreign.extract_if(.., |key| is(&key.name)));
        });
        Some(Step::new(drop_constraint(&table, &name), None).of(&table))
    }

    pub fn rename_constraint(&mut self) -> Option<Step> {
        let table = self.table(|_, _| true)?;
        // MySQL's primary keys have no name of their own.
        let mut names = self.constraint_names(&table, false);
        if self.any_in(&[DialectName::Mysql, DialectName::Mariadb]) {
            let primary = table.primary.as_ref().and_then(|key| key.name.clone());
            names.retain(|name| Some(name) != primary.as_ref());
        }
        let old = self.draw.pick(&names)?.clone();
        let new = self.names.fresh(&mut self.draw, "c");
        let rename = |from: &str, to: &str| {
            let node = Self::on(&table).with("from", Node::uses(What::Constraint, from));
            op("rename_constraint", node.with("to", Node::makes(What::Constraint, to)))
        };
        self.change(&table, |table| {
            let keys = table.primary.iter_mut().chain(&mut table.uniques).map(|key| &mut key.name);
            let checks = table.checks.iter_mut().map(|check| &mut check.name);
            let foreign = table.foreign.iter_mut().map(|key| &mut key.name);
            let all = keys.chain(checks).chain(foreign);
            all.filter(|name| name.as_ref() == Some(&old))
                .for_each(|name| *name = Some(new.clone()));
        });
        Some(Step::new(rename(&old, &new), Some(rename(&new, &old))).of(&table))
    }

    pub fn create_index(&mut self) -> Option<Step> {
        let table = self.table(|_, _| true)?;
        let (key, _) = self.new_key(&table, "ix")?;
        let name = key.name.clone().unwrap_or_else(|| self.names.fresh(&mut self.draw, "ix"));
        let mut node = named(&table, &Some(name.clone()), What::Index);
        let descends = self.draw.chance(20);
        let part = |column: &String| {
            let column = Node::uses(What::Column, column);
            match descends {
                false => column,
                true => map([("column", column), ("order", Node::text("desc"))]),
            }
        };
        node = node.with("columns", Node::List(key.columns.iter().map(part).collect()));
        let unique = self.draw.chance(30) && Self::rows_differ(&table, &key.columns);
        if unique {
            node = node.with("unique", Node::bare(true));
        }
        let first = key.columns.first()?.clone();
        let partial = self.all_in(&PARTIAL) && self.draw.chance(25);
        if partial {
            node = node.with("where", self.sql(&[Piece::N(&first), Piece::T(" IS NOT NULL")]));
        }
        let key = Key { name: Some(name.clone()), unique, odd: descends || partial, ..key };
        // It takes the place of the index that the server made for a foreign key, and stays with it.
        let down = (!self.is_needed(&table, &key)).then(|| drop_index(&table, &name));
        self.change(&table, |table| table.indexes.push(key));
        Some(Step::new(op("create_index", node), down).of(&table))
    }

    pub fn drop_index(&mut self) -> Option<Step> {
        let table = self.table(|_, table| !table.indexes.is_empty())?;
        let free = |key: &&Key| !self.is_needed(&table, key);
        let names: Vec<String> =
            table.indexes.iter().filter(free).filter_map(|key| key.name.clone()).collect();
        let name = self.draw.pick(&names)?.clone();
        let key = table.indexes.iter().find(|key| key.name.as_ref() == Some(&name))?;
        let down = (!key.odd).then(|| {
            let node = named(&table, &key.name, What::Index);
            let node = node.with("columns", Node::columns(&key.columns));
            let unique = key.unique.then(|| Node::bare(true));
            op("create_index", node.with_some("unique", unique))
        });
        self.change(&table, |table| {
            let gone = table.indexes.extract_if(.., |key| key.name.as_ref() == Some(&name));
            table.past_uniques.extend(gone.filter(|key| key.unique));
        });
        Some(Step::new(drop_index(&table, &name), down).of(&table))
    }

    pub fn rename_index(&mut self) -> Option<Step> {
        let table = self.table(|_, table| !table.indexes.is_empty())?;
        let names: Vec<String> = table.indexes.iter().filter_map(|key| key.name.clone()).collect();
        let old = self.draw.pick(&names)?.clone();
        let new = self.names.fresh(&mut self.draw, "ix");
        let rename = |from: &str, to: &str| {
            let node = Self::on(&table).with("from", Node::uses(What::Index, from));
            op("rename_index", node.with("to", Node::makes(What::Index, to)))
        };
        self.change(&table, |table| {
            let key = table.indexes.iter_mut().find(|key| key.name.as_ref() == Some(&old));
            key.into_iter().for_each(|key| key.name = Some(new.clone()));
        });
        Some(Step::new(rename(&old, &new), Some(rename(&new, &old))).of(&table))
    }
}
