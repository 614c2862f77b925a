//! How a trigger is written in a revision, and how it becomes part of the catalog.

use std::borrow::Cow;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::{readers, reading, text};
use crate::catalog::{Event, Object, ObjectKind, Program, Timing, Trigger, TriggerAction};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0106, E0108, E0110, E0301, E0303, E0401, E0406, E0407};
use crate::env::Env;
use crate::ops::Apply;
use crate::ops::shape::SchemaRef;
use crate::ops::sql_names;
use crate::source::{Span, Spanned};
use crate::sql::raw::program;
use crate::sql::value::SqlExpr;
use crate::sql::{Ident, ObjName};
use crate::syntax::schema::{self, with_aliases};
use crate::syntax::{Here, OneOrMany};

/// A trigger as a revision writes it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "trigger")]
pub struct TriggerDef {
    /// The trigger's name.
    pub name: Spanned<Ident>,
    /// The table or view that it stands on.
    pub table: Spanned<Ident>,
    /// The schema of both.
    #[serde(default)]
    pub schema: SchemaRef,
    /// When it runs: `before`, `after` or `instead_of`.
    pub timing: Spanned<Timing>,
    /// What sets it off: `insert`, `delete`, `truncate`, `update`, or `{update: [columns]}`; a list
    /// of them where the dialect takes several.
    pub events: OneOrMany<EventDef>,
    /// Whether it runs for each `row` or once for a `statement`; `row` when left out. SQL Server
    /// has statement triggers only.
    #[serde(default)]
    pub for_each: Option<Spanned<Each>>,
    /// The condition under which it runs: `NEW.a > 0`. PostgreSQL, SQLite and Oracle.
    #[serde(default)]
    pub when: Option<SqlExpr>,
    /// The function that it runs, as a call: `f()`. PostgreSQL.
    #[serde(default)]
    pub execute: Option<SqlExpr>,
    /// Its statements, or statements by dialect; BEGIN and END come from the compiler. Not on
    /// PostgreSQL.
    #[serde(default)]
    pub body: Option<SqlExpr>,
    /// The trigger as it was, for the way back.
    #[serde(skip)]
    pub was: Option<Arc<Object>>,
}

/// For what a trigger runs once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "for_each", transform = with_aliases::<Each>)]
pub enum Each {
    /// For each row that is touched.
    #[serde(alias = "ROW")]
    Row,
    /// For each statement.
    #[serde(alias = "STATEMENT")]
    Statement,
}

/// An event: `insert`, `delete`, `truncate`, `update` or `{update: [columns]}`.
#[derive(Clone, Debug)]
pub struct EventDef {
    event: Event,
    columns: Vec<Spanned<Ident>>,
    span: Span,
}

impl<'de> Deserialize<'de> for EventDef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let here = Here::deserialize(deserializer)?;
        let span = here.span();
        let wanted = "an event is wanted here: `insert`, `update`, `delete`, `truncate` or `{update: [column]}`";
        if let Some([pair]) = here.node.as_mapping() {
            if !pair.0.as_str().is_some_and(|key| key.eq_ignore_ascii_case("update")) {
                let fault =
                    Diagnostic::error(E0106, "only `update` can name columns").at(pair.0.span);
                return Err(here.fail(fault));
            }
            let columns: OneOrMany<Spanned<Ident>> = here.decode_entry(pair)?;
            let names = columns.0.iter().map(|column| column.value.clone()).collect();
            return Ok(EventDef { event: Event::Update(names), columns: columns.0, span });
        }
        let event = match here.node.as_str().unwrap_or_default().to_ascii_lowercase().as_str() {
            "insert" => Event::Insert,
            "delete" => Event::Delete,
            "truncate" => Event::Truncate,
            "update" => Event::Update(Vec::new()),
            _ => return Err(here.fail(Diagnostic::error(E0108, wanted).at(span))),
        };
        Ok(EventDef { event, columns: Vec::new(), span })
    }
}

impl JsonSchema for EventDef {
    fn schema_name() -> Cow<'static, str> {
        "trigger_event".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut columns = OneOrMany::<Ident>::json_schema(generator);
        let text = "Only an update of these columns sets it off. PostgreSQL, SQLite, Oracle, and MariaDB from 12.0.";
        columns.insert("description".to_owned(), text.into());
        let of_columns = json_schema!({
            "title": "update of columns",
            "type": "object",
            "properties": {
                "update": columns,
            },
            "patternProperties": { "^[Uu][Pp][Dd][Aa][Tt][Ee]$": columns },
            "additionalProperties": false,
            "minProperties": 1,
            "maxProperties": 1,
        });
        let words = ["insert", "update", "delete", "truncate"];
        let also = words.map(schema::any_case);
        schema::one_of([of_columns, schema::words(&words, also)])
    }
}

impl TriggerDef {
    /// The trigger of the catalog again.
    pub fn again(object: &Arc<Object>) -> Self {
        let on = object.on.as_ref().unwrap_or(&object.name);
        let span = object.span;
        TriggerDef {
            name: Spanned::new(object.name.name.clone(), span),
            table: Spanned::new(on.name.clone(), span),
            schema: on.schema.clone().into(),
            timing: Spanned::new(Timing::After, span),
            events: OneOrMany(Vec::new()),
            for_each: None,
            when: None,
            execute: None,
            body: None,
            was: Some(Arc::clone(object)),
        }
    }

    /// The table or view that it stands on.
    pub fn table_name(&self, env: &Env) -> ObjName {
        env.qualify(self.schema.get(), &self.table)
    }

    /// Its own name, in the schema of its table.
    pub fn full_name(&self, env: &Env) -> ObjName {
        env.qualify(self.schema.get(), &self.name)
    }

    /// The trigger as an object.
    ///
    /// Reports E0301 and E0302 for a table or columns that do not exist, E0303 for a function
    /// that was dropped, E0401, E0406 and E0407 for what the dialect does not know or lacks.
    pub fn object(&self, cx: &mut Apply<'_>) -> Option<Object> {
        if let Some(was) = &self.was {
            return Some(Object::clone(was));
        }
        cx.check_name(&self.name);
        let on = self.table_name(cx.env);
        let is_view = cx.catalog.view(&on).is_some();
        if !is_view {
            let table = cx.table(&self.schema, &self.table)?;
            for event in &self.events.0 {
                cx.columns(&table, &event.columns)?;
            }
        }
        self.check_timing(cx, is_view)?;
        self.check_events(cx)?;
        let row = self.row(cx, is_view)?;
        let when = self.check_when(cx)?;
        if let (Some(when), Some(table)) = (&self.when, cx.catalog.table(&on).cloned()) {
            sql_names::check_row_condition(cx, &table, when);
        }
        let (action, calls) = self.action(cx)?;
        let mut depends_on = vec![on.clone()];
        if let TriggerAction::Body(body) = &action {
            let read = crate::sql::raw::relations_in(body, cx.env.dialect.name);
            depends_on.extend(read.iter().map(|path| reading::relation(path, cx.catalog, cx.env)));
        }
        let trigger = Trigger {
            timing: self.timing.value,
            events: self.events.0.iter().map(|event| event.event.clone()).collect(),
            row,
            when,
            action,
        };
        Some(Object {
            signature: readers::trigger_signature(Some(&on), cx.env),
            program: Program::Trigger(trigger),
            depends_on,
            on: Some(on),
            calls,
            ..Object::new(ObjectKind::Trigger, self.full_name(cx.env), self.name.span)
        })
    }

    fn check_timing(&self, cx: &mut Apply<'_>, is_view: bool) -> Option<()> {
        let facts = &cx.env.dialect.programs.triggers;
        let (title, timing) = (cx.env.dialect.title, self.timing.value);
        if !facts.timings.contains(&timing) {
            let known: Vec<String> = facts
                .timings
                .iter()
                .map(|t| format!("`{}`", t.sql().to_lowercase().replace(' ', "_")))
                .collect();
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no {} triggers", timing.sql()))
                    .at(self.timing.span)
                    .help(format!("it has {}", known.join(" and "))),
            );
        }
        if timing == Timing::InsteadOf
            && facts.instead_of_views_only
            && !is_view
            && cx.catalog.table(&self.table_name(cx.env)).is_some_and(|table| table.complete)
        {
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has INSTEAD OF triggers on views only"))
                    .at(self.timing.span)
                    .help("make it a `before` trigger, or put it on a view of the table"),
            );
        }
        Some(())
    }

    fn check_events(&self, cx: &mut Apply<'_>) -> Option<()> {
        let (facts, version) = (&cx.env.dialect.programs.triggers, cx.env.version);
        let title = cx.env.dialect.title;
        let Some(first) = self.events.0.first() else {
            return cx.fail(
                Diagnostic::error(E0110, "`events` names no event")
                    .at(self.name.span)
                    .help("write one or more of `insert`, `update` and `delete`"),
            );
        };
        let since = |since: Option<crate::dialect::Version>, what: &str, help: &str, span: Span| {
            match since {
                Some(since) if version >= since => None,
                Some(since) => Some(
                    Diagnostic::error(E0406, format!("{title} {version} has no {what}"))
                        .at(span)
                        .help(help)
                        .help(format!(
                            "it has since {since}; set `dialect_version` if that is what runs"
                        )),
                ),
                None => Some(
                    Diagnostic::error(E0401, format!("{title} has no {what}")).at(span).help(help),
                ),
            }
        };
        let several = self.events.0.get(1).and_then(|second| {
            since(
                facts.several_events,
                "triggers with several events",
                "make one trigger for each event",
                second.span,
            )
        });
        let columns = self.events.0.iter().find(|event| !event.columns.is_empty()).and_then(|event| {
            since(
                facts.update_of,
                "UPDATE OF columns",
                "leave the columns out, and let the body compare the old values with the new ones",
                event.span,
            )
        });
        let truncate = self.events.0.iter().find(|event| event.event == Event::Truncate);
        let truncate = truncate.filter(|_| !facts.truncate).map(|event| {
            Diagnostic::error(E0401, format!("{title} has no triggers on TRUNCATE"))
                .at(event.span)
                .help("leave `truncate` out, or add `only: postgres` beside this operation")
        });
        let faults: Vec<Diagnostic> = [several, columns, truncate].into_iter().flatten().collect();
        let good = faults.is_empty();
        faults.into_iter().for_each(|fault| cx.report.push(fault));
        let twice = self.events.0.iter().skip(1).any(|event| {
            std::mem::discriminant(&event.event) == std::mem::discriminant(&first.event)
        });
        if twice {
            return cx.fail(
                Diagnostic::error(E0110, "`events` names an event twice")
                    .at(first.span)
                    .help("name each event once; `update` can name several columns"),
            );
        }
        good.then_some(())
    }

    /// Whether it runs for each row: as said, or else where there are such triggers.
    fn row(&self, cx: &mut Apply<'_>, is_view: bool) -> Option<bool> {
        let facts = &cx.env.dialect.programs.triggers;
        let title = cx.env.dialect.title;
        let truncates = self.events.0.iter().any(|event| event.event == Event::Truncate);
        let Some(each) = &self.for_each else {
            return Some(facts.for_each_row && !truncates);
        };
        let fault = match each.value {
            Each::Row if !facts.for_each_row => Some((
                format!("{title} has no triggers FOR EACH ROW"),
                "leave `for_each` out: the body finds all rows of the statement in `inserted` and `deleted`",
            )),
            Each::Statement if !facts.for_each_statement => Some((
                format!("{title} has no triggers FOR EACH STATEMENT"),
                "leave `for_each` out: the body runs for each row",
            )),
            Each::Row if truncates => Some((
                "a trigger on TRUNCATE runs once for a statement".to_owned(),
                "write `for_each: statement`",
            )),
            Each::Row
                if is_view
                    && facts.rows_of_tables_only
                    && self.timing.value != Timing::InsteadOf =>
            {
                Some((
                    format!("on a view, {title} has triggers FOR EACH ROW with INSTEAD OF only"),
                    "write `timing: instead_of`",
                ))
            }
            Each::Statement if self.timing.value == Timing::InsteadOf && facts.for_each_row => {
                Some((
                    "an INSTEAD OF trigger runs for each row".to_owned(),
                    "write `for_each: row`",
                ))
            }
            _ => None,
        };
        match fault {
            Some((message, help)) => {
                cx.fail(Diagnostic::error(E0401, message).at(each.span).help(help))
            }
            None => Some(each.value == Each::Row),
        }
    }

    fn check_when(&self, cx: &mut Apply<'_>) -> Option<Option<String>> {
        let Some(when) = &self.when else { return Some(None) };
        let condition = cx.pick_sql(when, self.name.span)?;
        if !cx.env.dialect.programs.triggers.when {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no WHEN in triggers"))
                    .at(condition.span)
                    .help("let the body begin with IF"),
            );
        }
        text::check_lines(cx, &condition)?;
        Some(Some(condition.as_str().trim().to_owned()))
    }

    /// What it does, and the functions that it calls.
    fn action(&self, cx: &mut Apply<'_>) -> Option<(TriggerAction, Vec<ObjName>)> {
        let dialect = cx.env.dialect;
        let title = dialect.title;
        if dialect.programs.triggers.run_function {
            let Some(execute) = &self.execute else {
                return cx.fail(
                    Diagnostic::error(E0401, format!("{title} runs a function when a trigger fires, and no body"))
                        .at(self.name.span)
                        .help("put the body into a function with `create_function` (`returns: trigger`, `language: plpgsql`)")
                        .help("and run that: `execute: \"f()\"`"),
                );
            };
            let call = cx.pick_sql(execute, self.name.span)?;
            let Some(path) = program::called(call.as_str(), dialect.name) else {
                return cx.fail(
                    Diagnostic::error(E0110, "`execute` is a call of one function, such as `f()`")
                        .at(call.span),
                );
            };
            let function = cx.env.written_name(&path);
            self.check_function(cx, &function, call.span)?;
            return Some((TriggerAction::Execute(call.as_str().trim().to_owned()), vec![function]));
        }
        let Some(body) = &self.body else {
            let what = match self.execute {
                Some(_) => format!("{title} has no EXECUTE FUNCTION: a trigger has a body"),
                None => format!("{title} needs the `body` of a trigger"),
            };
            let code = if self.execute.is_some() { E0401 } else { E0407 };
            return cx.fail(Diagnostic::error(code, what).at(self.name.span).help(
                "add `body:` with its statements, or `only: postgres` beside this operation",
            ));
        };
        let body = cx.pick_sql(body, self.name.span)?;
        let before = match dialect.programs.triggers.for_each_row {
            true => "CREATE TRIGGER t AFTER INSERT ON t FOR EACH ROW\nBEGIN\n",
            false => "CREATE TRIGGER t ON t AFTER INSERT AS\nBEGIN\n",
        };
        let help = "`body` is the statements between BEGIN and END, each with its `;`";
        text::check_body(cx, &body, before, ";\nEND;", help)?;
        Some((
            TriggerAction::Body(program::with_semicolon(body.as_str(), dialect.name)),
            Vec::new(),
        ))
    }

    /// A function that no revision made may be the server's or an extension's; one that was
    /// dropped is gone.
    fn check_function(&self, cx: &mut Apply<'_>, function: &ObjName, span: Span) -> Option<()> {
        if cx.catalog.object(ObjectKind::Function, function).is_some() {
            return Some(());
        }
        let Some(gone) = cx.catalog.gone(function).map(|gone| gone.span) else { return Some(()) };
        if cx.catalog.table(function).is_some() || readers::is_trusted(cx, function) {
            return Some(());
        }
        cx.fail(
            Diagnostic::error(
                E0303,
                format!("there is no function `{}` at this point", function.shown()),
            )
            .at(span)
            .also(gone, "it was dropped here"),
        )
    }
}

/// Reports E0301 for what is neither table nor view; used by those who drop triggers.
pub fn check_table(cx: &mut Apply<'_>, name: &ObjName, span: Span) -> Option<()> {
    match cx.catalog.view(name) {
        Some(_) => Some(()),
        None => cx.table_named(name, span, E0301).map(|_| ()),
    }
}
