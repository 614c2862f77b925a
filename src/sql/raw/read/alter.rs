//! ALTER TABLE.

use super::super::effect::{
    ColumnChange, Dropped, Effect, NamePart, NamePath, ObjectKind, Position, Restated,
};
use super::super::lex::TokenKind;
use super::column::{bare_expression, column, identity, position, type_text};
use super::constraint::{at_constraint, table_constraint};
use super::reader::Reader;
use super::table::{at_index, index};
use crate::dialect::DialectName;

/// What an item of a list goes on with when it does not say so itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Carry {
    Nothing,
    Add,
    DropColumn,
    DropConstraint,
}

struct Alter {
    table: NamePath,
    effects: Vec<Effect>,
    carry: Carry,
    not_valid: bool,
}

/// Takes ALTER TABLE from behind TABLE. Actions that leave the schema as it is give nothing.
pub(in super::super) fn alter_table(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    r.if_exists();
    r.word("ONLY");
    let table = r.path()?;
    r.punct("*");
    let mut alter = Alter { table, effects: Vec::new(), carry: Carry::Nothing, not_valid: false };
    if r.words(&["WITH", "NOCHECK"]) {
        alter.not_valid = true;
    } else {
        r.words(&["WITH", "CHECK"]);
    }
    for item in r.items() {
        alter.action(item)?;
    }
    // MySQL takes several, and all of them speak of the table by its old name.
    alter.effects.sort_by_key(|effect| {
        matches!(effect, Effect::Rename { kind: ObjectKind::Table, .. } | Effect::SetSchema { .. })
    });
    Some(alter.effects)
}

impl Alter {
    fn action(&mut self, mut r: Reader<'_>) -> Option<()> {
        let r = &mut r;
        if r.word("ADD") {
            self.carry = Carry::Add;
            self.add(r)
        } else if r.word("DROP") {
            self.drop(r)
        } else if r.word("ALTER") {
            self.alter(r)
        } else if r.one_of(&["MODIFY", "CHANGE"]).is_some() {
            let change = r.dialect != DialectName::Oracle;
            if change { self.redefine(r) } else { self.modify(r) }
        } else if r.word("RENAME") {
            self.rename(r)
        } else if r.words(&["VALIDATE", "CONSTRAINT"]) {
            let name = r.name()?;
            self.effects.push(Effect::ValidateConstraint { table: self.table.clone(), name });
            r.finish()
        } else if r.words(&["SET", "SCHEMA"]) {
            let schema = r.name()?;
            let name = self.table.clone();
            self.effects.push(Effect::SetSchema { kind: ObjectKind::Table, name, schema });
            r.finish()
        } else if r.at_words(&["COMMENT"]) {
            r.bump();
            r.punct("=");
            let text = Some(r.string()?);
            let name = self.table.clone();
            self.effects.push(Effect::Comment {
                kind: ObjectKind::Table,
                name,
                column: false,
                text,
            });
            self.harmless_rest(r)
        } else if self.carry != Carry::Nothing && r.dialect == DialectName::Mssql {
            match self.carry {
                Carry::DropColumn => self.drop_column(r),
                Carry::DropConstraint => self.drop_named(r),
                _ => self.add(r),
            }
        } else {
            self.harmless(r)
        }
    }

    /// Actions about storage, ownership and the like.
    fn harmless(&mut self, r: &mut Reader<'_>) -> Option<()> {
        const WORDS: &[&str] = &[
            "OWNER",
            "ENABLE",
            "DISABLE",
            "FORCE",
            "CLUSTER",
            "REPLICA",
            "SET",
            "RESET",
            "INHERIT",
            "ENGINE",
            "AUTO_INCREMENT",
            "ALGORITHM",
            "LOCK",
            "CONVERT",
            "CHARSET",
            "COLLATE",
            "CHARACTER",
            "ROW_FORMAT",
            "CHECK",
            "NOCHECK",
            "REBUILD",
            "MOVE",
            "NOLOGGING",
            "LOGGING",
            "PARALLEL",
            "NOPARALLEL",
            "CACHE",
            "NOCACHE",
            "ATTACH",
            "DETACH",
            "KEY_BLOCK_SIZE",
            "MAX_ROWS",
            "MIN_ROWS",
            "STATS_PERSISTENT",
            "PACK_KEYS",
            "TABLESPACE",
            "SHRINK",
            "COMPRESS",
            "NOCOMPRESS",
        ];
        let default = r.words(&["DEFAULT", "CHARACTER"])
            || r.words(&["DEFAULT", "CHARSET"])
            || r.words(&["DEFAULT", "COLLATE"])
            || r.words(&["NO", "FORCE"])
            || r.words(&["NO", "INHERIT"]);
        (default || r.one_of(WORDS).is_some()).then_some(())
    }

    fn harmless_rest(&mut self, r: &mut Reader<'_>) -> Option<()> {
        if r.done() { Some(()) } else { self.harmless(r) }
    }

    fn add(&mut self, r: &mut Reader<'_>) -> Option<()> {
        if r.words(&["PARTITION"]) {
            return Some(());
        }
        let is_column = r.word("COLUMN");
        let if_not_exists = r.if_not_exists();
        if !is_column && self.add_default(r)? {
            return r.finish();
        }
        if r.at_punct("(") {
            for mut item in r.parens()?.items() {
                self.add_one(&mut item, false, if_not_exists)?;
            }
            return r.finish();
        }
        self.add_one(r, is_column, if_not_exists)
    }

    /// `CONSTRAINT name DEFAULT value FOR column`
    fn add_default(&mut self, r: &mut Reader<'_>) -> Option<bool> {
        let mut ahead = *r;
        if ahead.word("CONSTRAINT") {
            ahead.name()?;
        }
        if r.dialect != DialectName::Mssql || !ahead.word("DEFAULT") {
            return Some(false);
        }
        let value = ahead.until(|r| r.at_words(&["FOR"]))?.to_owned();
        ahead.expect("FOR")?;
        let column = ahead.name()?;
        ahead.words(&["WITH", "VALUES"]);
        *r = ahead;
        self.change(column, ColumnChange::SetDefault(value));
        Some(true)
    }

    fn add_one(&mut self, r: &mut Reader<'_>, is_column: bool, if_not_exists: bool) -> Option<()> {
        let table = self.table.clone();
        let mysql = matches!(r.dialect, DialectName::Mysql | DialectName::Mariadb);
        if !is_column && at_constraint(r) {
            let mut constraint = table_constraint(r)?;
            constraint.not_valid |= self.not_valid;
            self.effects.push(Effect::AddConstraint { table, constraint });
        } else if !is_column && mysql && at_index(r) {
            let index = index(r, &table)?;
            self.effects.push(Effect::CreateIndex(Box::new(index)));
        } else {
            let column = Box::new(column(r)?);
            let position = position(r)?;
            self.effects.push(Effect::AddColumn { table, column, if_not_exists, position });
        }
        r.finish()
    }

    fn drop(&mut self, r: &mut Reader<'_>) -> Option<()> {
        if r.words(&["PRIMARY", "KEY"]) {
            let cascade = r.cascade();
            return self.dropped(r, Dropped::PrimaryKey, false, cascade);
        }
        if r.words(&["FOREIGN", "KEY"]) {
            let if_exists = r.if_exists();
            let name = r.name()?;
            return self.dropped(r, Dropped::ForeignKey(name), if_exists, false);
        }
        if r.at_words(&["CHECK"]) && !matches!(r.peek(1), None | Some((TokenKind::Punct, _))) {
            r.bump();
            let name = r.name()?;
            return self.dropped(r, Dropped::Check(name), false, false);
        }
        if r.at_words(&["UNIQUE"]) && r.dialect == DialectName::Oracle {
            r.bump();
            let columns = r.names()?;
            let cascade = r.cascade();
            return self.dropped(r, Dropped::Unique(columns), false, cascade);
        }
        if r.one_of(&["INDEX", "KEY"]).is_some() {
            let if_exists = r.if_exists();
            let name = vec![r.name()?];
            let on = Some(self.table.clone());
            self.effects.push(Effect::Drop {
                kind: ObjectKind::Index,
                name,
                on,
                arguments: None,
                if_exists,
                cascade: false,
            });
            return r.finish();
        }
        if r.word("CONSTRAINT") {
            self.carry = Carry::DropConstraint;
            return self.drop_named(r);
        }
        if r.word("PARTITION") {
            return Some(());
        }
        let keyword = r.word("COLUMN");
        if !keyword && r.dialect == DialectName::Mssql {
            return self.drop_named(r);
        }
        self.carry = Carry::DropColumn;
        self.drop_column(r)
    }

    fn drop_named(&mut self, r: &mut Reader<'_>) -> Option<()> {
        if r.word("COLUMN") {
            self.carry = Carry::DropColumn;
            return self.drop_column(r);
        }
        r.word("CONSTRAINT");
        let if_exists = r.if_exists();
        let name = r.name()?;
        let cascade = r.cascade();
        self.dropped(r, Dropped::Named(name), if_exists, cascade)
    }

    fn dropped(
        &mut self,
        r: &Reader<'_>,
        which: Dropped,
        if_exists: bool,
        cascade: bool,
    ) -> Option<()> {
        self.effects.push(Effect::DropConstraint {
            table: self.table.clone(),
            which,
            if_exists,
            cascade,
        });
        r.finish()
    }

    fn drop_column(&mut self, r: &mut Reader<'_>) -> Option<()> {
        if r.word("CONSTRAINT") {
            self.carry = Carry::DropConstraint;
            return self.drop_named(r);
        }
        r.word("COLUMN");
        let if_exists = r.if_exists();
        let columns = match r.at_punct("(") {
            true => r.names()?,
            false => vec![r.name()?],
        };
        let cascade = r.cascade();
        for column in columns {
            self.effects.push(Effect::DropColumn {
                table: self.table.clone(),
                column,
                if_exists,
                cascade,
            });
        }
        r.finish()
    }

    fn change(&mut self, column: NamePart, change: ColumnChange) {
        self.effects.push(Effect::AlterColumn { table: self.table.clone(), column, change });
    }

    fn alter(&mut self, r: &mut Reader<'_>) -> Option<()> {
        if r.one_of(&["INDEX", "CHECK", "CONSTRAINT"]).is_some() {
            // Visibility, enforcement, timing: names stay.
            return Some(());
        }
        r.word("COLUMN");
        r.if_exists();
        if r.dialect == DialectName::Mssql {
            return self.restate(r);
        }
        let name = r.name()?;
        let change = if r.words(&["SET", "DEFAULT"]) {
            ColumnChange::SetDefault(bare_expression(r)?)
        } else if r.words(&["DROP", "DEFAULT"]) {
            ColumnChange::DropDefault
        } else if r.words(&["SET", "NOT", "NULL"]) {
            ColumnChange::SetNotNull
        } else if r.words(&["DROP", "NOT", "NULL"]) {
            ColumnChange::DropNotNull
        } else if r.words(&["SET", "DATA", "TYPE"]) || r.word("TYPE") {
            let type_text = type_text(r)?;
            if r.word("COLLATE") {
                r.path()?;
            }
            let using = if r.word("USING") { Some(r.rest().to_owned()) } else { None };
            ColumnChange::SetType { type_text, using }
        } else if r.word("ADD") {
            ColumnChange::AddIdentity(identity(r)?)
        } else if r.words(&["DROP", "IDENTITY"]) {
            r.if_exists();
            ColumnChange::DropIdentity
        } else if r.words(&["DROP", "EXPRESSION"]) {
            r.if_exists();
            ColumnChange::DropExpression
        } else {
            // SET STATISTICS, SET STORAGE, SET (…), RESTART …
            return r.one_of(&["SET", "RESET", "RESTART"]).map(drop);
        };
        self.change(name, change);
        r.finish()
    }

    /// `ALTER COLUMN c type NULL` on mssql; ADD and DROP of properties leave the schema as it is.
    fn restate(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let mut ahead = *r;
        ahead.name()?;
        if ahead.one_of(&["ADD", "DROP"]).is_some() {
            return Some(());
        }
        self.redefinition(r, None, Restated::TypeAndNull)
    }

    fn redefinition(
        &mut self,
        r: &mut Reader<'_>,
        from: Option<NamePart>,
        restated: Restated,
    ) -> Option<()> {
        let definition = Box::new(column(r)?);
        let position: Option<Position> = position(r)?;
        let column = from.unwrap_or_else(|| definition.name.clone());
        let table = self.table.clone();
        self.effects.push(Effect::RedefineColumn { table, column, definition, restated, position });
        r.finish()
    }

    /// MODIFY and CHANGE on mysql; which of them it was shows in the names.
    fn redefine(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let change = r.previous_is("CHANGE");
        r.word("COLUMN");
        r.if_exists();
        let from = if change { Some(r.name()?) } else { None };
        self.redefinition(r, from, Restated::Everything)
    }

    /// MODIFY on oracle.
    fn modify(&mut self, r: &mut Reader<'_>) -> Option<()> {
        if r.one_of(&["CONSTRAINT", "PARTITION", "PRIMARY", "UNIQUE", "DEFAULT", "LOB"]).is_some() {
            return Some(());
        }
        if !r.at_punct("(") {
            return self.redefinition(r, None, Restated::OnlyStated);
        }
        for mut item in r.parens()?.items() {
            self.redefinition(&mut item, None, Restated::OnlyStated)?;
        }
        r.finish()
    }

    fn rename(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let table = self.table.clone();
        if r.word("CONSTRAINT") {
            let from = r.name()?;
            r.expect("TO")?;
            let to = r.name()?;
            self.effects.push(Effect::RenameConstraint { table, from, to });
            return r.finish();
        }
        if r.one_of(&["INDEX", "KEY"]).is_some() {
            let name = vec![r.name()?];
            r.expect("TO")?;
            let to = vec![r.name()?];
            self.effects.push(Effect::Rename {
                kind: ObjectKind::Index,
                name,
                on: Some(table),
                to,
            });
            return r.finish();
        }
        if r.one_of(&["TO", "AS"]).is_some() {
            let to = r.path()?;
            self.effects.push(Effect::Rename {
                kind: ObjectKind::Table,
                name: table,
                on: None,
                to,
            });
            return r.finish();
        }
        r.word("COLUMN");
        r.if_exists();
        let from = r.name()?;
        if r.done() {
            // `RENAME new` on mysql
            let to = vec![from];
            self.effects.push(Effect::Rename {
                kind: ObjectKind::Table,
                name: table,
                on: None,
                to,
            });
            return Some(());
        }
        r.expect("TO")?;
        let to = r.name()?;
        self.effects.push(Effect::RenameColumn { table, from, to });
        r.finish()
    }
}
