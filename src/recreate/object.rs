//! Objects that are no tables, as the operations that make them.

use std::sync::Arc;

use super::Writer;
use super::column::texts;
use super::item::{Fields, Item};
use crate::catalog::{
    CheckOption, Event, GrantOn, Object, ObjectKind, Program, Routine, Trigger, TriggerAction, View,
};
use crate::ops::other::create_sequence::CreateSequence;
use crate::ops::other::privileges;
use crate::ops::programs::readers;
use crate::source::{FileId, Span};
use crate::sql::{Ident, ObjName};
use crate::stmt::Stmt;

impl Writer<'_> {
    /// The operations that make an object, and what stands beside it.
    pub(super) fn object(&self, object: &Arc<Object>) -> Vec<Item> {
        match object.kind {
            ObjectKind::Schema => {
                let owner = Some(object.definition.as_str()).filter(|owner| !owner.is_empty());
                let fields = Fields::new().put("name", &object.name.name);
                vec![Item::operation(
                    "create_schema",
                    fields.maybe("authorization", owner).or_name(),
                )]
            }
            ObjectKind::Extension => {
                let schema = object.depends_on.first().map(|schema| &schema.name);
                let fields = Fields::new().put("name", &object.name.name).maybe("schema", schema);
                vec![Item::operation("create_extension", fields.or_name())]
            }
            ObjectKind::Enum => {
                let fields = self.named(object).put("values", texts(&object.values));
                vec![Item::operation("create_enum", fields)]
            }
            ObjectKind::Sequence => vec![self.sequence(object)],
            _ => self.program(object),
        }
    }

    /// `name` and, where it is not the configured one, `schema`.
    fn named(&self, object: &Object) -> Fields {
        self.in_schema(Fields::new().put("name", &object.name.name), &object.name)
    }

    fn sequence(&self, object: &Object) -> Item {
        let own = CreateSequence::of(object);
        let fields = self
            .named(object)
            .maybe("start", own.start)
            .maybe("increment", own.increment)
            .maybe("min", own.min)
            .maybe("max", own.max)
            .maybe("cache", own.cache)
            .maybe("cycle", own.cycle);
        Item::operation("create_sequence", fields.or_name())
    }

    /// The column that a sequence goes with: said when both are there.
    pub(super) fn sequence_owner(&self, object: &Object) -> Option<Item> {
        let (table, column) = object.sequence.as_ref()?.owner.as_ref()?;
        let owner = Fields::new().put("table", &table.name).put("column", column);
        Some(Item::operation("alter_sequence", self.named(object).put("owned_by", owner)))
    }

    fn program(&self, object: &Arc<Object>) -> Vec<Item> {
        let mut operations = match &object.program {
            _ if !object.definition.is_empty() => {
                vec![Item::operation("execute", object.definition.as_str())]
            }
            Program::None => Vec::new(),
            Program::View(view) => vec![self.view(object, view)],
            Program::Routine(routine) => vec![self.routine(object, routine)],
            Program::Trigger(trigger) => vec![self.trigger(object, trigger)],
        };
        let mut indexes: Vec<_> = object.indexes.iter().collect();
        indexes.sort_by(|a, b| a.name.cmp(&b.name));
        for index in indexes {
            let fields = Fields::new().put("name", &index.name).put("table", &object.name.name);
            let fields = self.index_fields(self.in_schema(fields, &object.name), index);
            operations.push(Item::operation("create_index", fields));
        }
        if !object.comments.is_empty() {
            let is_comment =
                |stmt: &Stmt| matches!(stmt, Stmt::CommentOnView(_) | Stmt::CommentOnColumn(_));
            let again = readers::again(object);
            let texts = again.map(|op| self.statements(op, &object.name, is_comment));
            operations.extend(texts.unwrap_or_default());
        }
        operations
    }

    fn view(&self, object: &Object, view: &View) -> Item {
        let fields = self
            .named(object)
            .list("columns", view.columns.iter().map(Item::from).collect())
            .put("sql", view.query.as_str());
        if object.kind == ObjectKind::MaterializedView {
            let fields = fields.maybe("with_data", view.unfilled.then_some(false));
            return Item::operation("create_materialized_view", fields);
        }
        let check = view.check.map(|check| match check {
            CheckOption::Default => Item::Bool(true),
            CheckOption::Local => Item::from("local"),
            CheckOption::Cascaded => Item::from("cascaded"),
        });
        Item::operation("create_view", fields.maybe("with_check_option", check))
    }

    fn routine(&self, object: &Object, routine: &Routine) -> Item {
        let arguments = Some(routine.arguments.as_str()).filter(|text| !text.is_empty());
        let options = Some(routine.options.as_str()).filter(|text| !text.is_empty());
        let fields = self
            .named(object)
            .maybe("arguments", arguments)
            .maybe("returns", routine.returns.as_deref())
            .maybe("language", routine.language.as_deref())
            .maybe("options", options)
            .put("body", routine.body.as_str());
        let key = match object.kind {
            ObjectKind::Procedure => "create_procedure",
            _ => "create_function",
        };
        Item::operation(key, fields)
    }

    fn trigger(&self, object: &Object, trigger: &Trigger) -> Item {
        let on = object.on.as_ref().unwrap_or(&object.name);
        let event = |event: &Event| match event {
            Event::Insert => Item::from("insert"),
            Event::Delete => Item::from("delete"),
            Event::Truncate => Item::from("truncate"),
            Event::Update(columns) if columns.is_empty() => Item::from("update"),
            Event::Update(columns) => Fields::new().put("update", Item::names(columns)).into(),
        };
        let events: Vec<Item> = trigger.events.iter().map(event).collect();
        let truncates = trigger.events.contains(&Event::Truncate);
        let implied = self.env.dialect.programs.triggers.for_each_row && !truncates;
        let each = if trigger.row { "row" } else { "statement" };
        let fields = Fields::new().put("name", &object.name.name).put("table", &on.name);
        let fields = self
            .in_schema(fields, on)
            .put("timing", trigger.timing.sql().to_lowercase().replace(' ', "_"))
            .put("events", Item::List(events))
            .maybe("for_each", (trigger.row != implied).then_some(each))
            .maybe("when", trigger.when.as_deref());
        let fields = match &trigger.action {
            TriggerAction::Execute(call) => fields.put("execute", call.as_str()),
            TriggerAction::Body(body) => fields.put("body", body.as_str()),
        };
        Item::operation("create_trigger", fields)
    }

    /// All privileges, those of one kind on one thing together.
    pub(super) fn grants(&self) -> Vec<Item> {
        let mut operations = Vec::new();
        for (on, key, grants) in self.catalog.all_grants() {
            // One mapping for all who may do the same.
            let mut sets: Vec<(Vec<String>, bool, Vec<Ident>)> = Vec::new();
            let mut roles: Vec<(&Ident, bool)> =
                grants.iter().map(|g| (&g.grantee, g.grantable)).collect();
            roles.sort();
            roles.dedup();
            for (role, grantable) in roles {
                let own = grants.iter().filter(|g| g.grantee == *role && g.grantable == grantable);
                let mut words: Vec<String> = own.map(|g| g.privilege.clone()).collect();
                words.sort();
                match sets.iter_mut().find(|(other, g, _)| *other == words && *g == grantable) {
                    Some((_, _, roles)) => roles.push(role.clone()),
                    None => sets.push((words, grantable, vec![role.clone()])),
                }
            }
            sets.sort();
            for (words, grantable, roles) in sets {
                let names = privileges::names(&words, on, self.env, Span::start_of(FileId(0)));
                let names = names.into_iter().map(|name| Item::from(name.value)).collect();
                let fields = Fields::new()
                    .list("privileges", names)
                    .put("on", self.target(on, &key))
                    .put("to", Item::names(&roles))
                    .flag("with_grant_option", grantable);
                operations.push(Item::operation("grant", fields));
            }
        }
        operations
    }

    /// What a privilege is on; the name as it was given, where it is known.
    fn target(&self, on: GrantOn, key: &ObjName) -> Fields {
        let known = |kinds: &[ObjectKind]| {
            kinds.iter().find_map(|kind| self.catalog.object(*kind, key)).map(|o| o.name.clone())
        };
        let name = match on {
            GrantOn::Table => {
                let table = self.catalog.table(key).map(|table| table.name.clone());
                table.or_else(|| known(&[ObjectKind::View, ObjectKind::MaterializedView]))
            }
            GrantOn::Schema => known(&[ObjectKind::Schema]),
            GrantOn::Sequence => known(&[ObjectKind::Sequence]),
            GrantOn::Function => known(&[ObjectKind::Function]),
        };
        let mut name = name.unwrap_or_else(|| key.clone());
        let mut arguments = None;
        if let (GrantOn::Function, Some((own, rest))) = (on, name.name.as_str().split_once('(')) {
            arguments = rest.strip_suffix(')').map(str::to_owned);
            name.name = Ident::from(own);
        }
        let fields = Fields::new().put(on.name(), &name.name);
        match on {
            GrantOn::Schema => fields,
            _ => self.in_schema(fields, &name).maybe("arguments", arguments),
        }
    }
}
