//! What views, routines and triggers are made from, in parts that can be said again.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::sql::Ident;
use crate::syntax::schema::with_aliases;

/// What an object is made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Program {
    /// Nothing, or a statement that was not taken apart.
    #[default]
    None,
    /// A view, materialized or not.
    View(View),
    /// A function or procedure.
    Routine(Routine),
    /// A trigger.
    Trigger(Trigger),
}

/// A view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The names of its columns, where they are written.
    pub columns: Vec<Ident>,
    /// The query.
    pub query: String,
    /// True when they are written only so that a rename below does not change them.
    pub pinned: bool,
    /// WITH CHECK OPTION.
    pub check: Option<CheckOption>,
    /// True while a materialized view holds no rows yet.
    pub unfilled: bool,
    /// The names of the columns that it gives, where the query was understood.
    pub output: Option<Vec<Ident>>,
    /// True when the user's own statement says no more than these parts do.
    pub plain: bool,
}

/// WITH CHECK OPTION.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckOption {
    /// As the server takes it: cascaded.
    Default,
    /// LOCAL.
    Local,
    /// CASCADED.
    Cascaded,
}

impl CheckOption {
    /// The word before CHECK OPTION, with a blank behind it.
    pub fn word(self) -> &'static str {
        match self {
            CheckOption::Default => "",
            CheckOption::Local => "LOCAL ",
            CheckOption::Cascaded => "CASCADED ",
        }
    }
}

/// A function or procedure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routine {
    /// The arguments, as written.
    pub arguments: String,
    /// What it returns.
    pub returns: Option<String>,
    /// LANGUAGE.
    pub language: Option<String>,
    /// The body.
    pub body: String,
    /// Further words.
    pub options: String,
}

/// A trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// When it runs.
    pub timing: Timing,
    /// What sets it off.
    pub events: Vec<Event>,
    /// FOR EACH ROW rather than STATEMENT.
    pub row: bool,
    /// WHEN.
    pub when: Option<String>,
    /// What it does.
    pub action: Action,
}

/// What a trigger does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Runs a function, given as a call.
    Execute(String),
    /// Runs these statements.
    Body(String),
}

/// When a trigger runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "trigger_timing", transform = with_aliases::<Timing>)]
pub enum Timing {
    /// Before the row or statement is carried out.
    #[serde(alias = "BEFORE")]
    Before,
    /// After it.
    #[serde(alias = "AFTER")]
    After,
    /// In its place, on a view.
    #[serde(alias = "instead of", alias = "INSTEAD OF")]
    InsteadOf,
}

impl Timing {
    /// The words in a statement.
    pub fn sql(self) -> &'static str {
        match self {
            Timing::Before => "BEFORE",
            Timing::After => "AFTER",
            Timing::InsteadOf => "INSTEAD OF",
        }
    }
}

/// What sets a trigger off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// INSERT.
    Insert,
    /// DELETE.
    Delete,
    /// TRUNCATE.
    Truncate,
    /// UPDATE, of these columns; of any where there are none.
    Update(Vec<Ident>),
}

impl Program {
    /// The view, if it is one.
    pub fn view(&self) -> Option<&View> {
        match self {
            Program::View(view) => Some(view),
            _ => None,
        }
    }

    /// The routine, if it is one.
    pub fn routine(&self) -> Option<&Routine> {
        match self {
            Program::Routine(routine) => Some(routine),
            _ => None,
        }
    }

    /// The trigger, if it is one.
    pub fn trigger(&self) -> Option<&Trigger> {
        match self {
            Program::Trigger(trigger) => Some(trigger),
            _ => None,
        }
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Program::None => Vec::new(),
            Program::View(view) => vec![&view.query],
            Program::Routine(routine) => vec![&routine.body],
            Program::Trigger(trigger) => {
                let action = match &trigger.action {
                    Action::Execute(text) | Action::Body(text) => text.as_str(),
                };
                trigger.when.as_deref().into_iter().chain([action]).collect()
            }
        }
    }

    pub(super) fn change_texts(&mut self, mut change: impl FnMut(&str) -> String) {
        match self {
            Program::None | Program::Routine(_) => {}
            Program::View(view) => view.query = change(&view.query),
            Program::Trigger(trigger) => {
                trigger.when.iter_mut().for_each(|when| *when = change(when));
                if let Action::Body(body) = &mut trigger.action {
                    *body = change(body);
                }
            }
        }
    }

    /// Gives a column another name in a trigger's UPDATE OF.
    pub fn rename_event_column(&mut self, from: &Ident, to: &Ident) {
        let Program::Trigger(trigger) = self else { return };
        for event in &mut trigger.events {
            if let Event::Update(columns) = event {
                columns.iter_mut().filter(|c| *c == from).for_each(|c| *c = to.clone());
            }
        }
    }
}
