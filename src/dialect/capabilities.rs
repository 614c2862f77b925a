//! The facts in words: what `compile dialects` prints.
//!
//! In: a [`Dialect`] and a version. Out: one line a fact, the same lines in the same order
//! for every dialect. Every field is named here, so that a new fact which is not shown does
//! not compile; nothing is said that the compiler does not itself go by.

use super::*;
use crate::catalog::{Action, Timing};
use crate::sql::naming::NameLimit;
use crate::sql::types::{Kind, Type};

/// One fact in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capability {
    /// What kind of fact it is.
    pub area: &'static str,
    /// What it is about.
    pub name: String,
    /// How it is here.
    pub answer: String,
}

/// The facts as they are gathered.
struct Words {
    version: Version,
    area: &'static str,
    found: Vec<Capability>,
}

impl Words {
    fn say(&mut self, name: impl Into<String>, answer: impl Into<String>) {
        let (name, answer) = (name.into(), answer.into());
        self.found.push(Capability { area: self.area, name, answer });
    }

    fn has(&mut self, name: &str, truth: bool) {
        self.say(name, if truth { "yes" } else { "no" });
    }

    fn since(&mut self, name: &str, since: Option<Version>) {
        match since {
            Some(since) if self.version < since => self.say(name, format!("from {since}")),
            since => self.has(name, since.is_some()),
        }
    }
}

impl Dialect {
    /// All facts in words, as they are at a version.
    pub fn capabilities(&self, version: Version) -> Vec<Capability> {
        let mut words = Words { version, area: "names", found: Vec::new() };
        self.names_in_words(&mut words);
        words.area = "statements";
        self.statements_in_words(&mut words);
        self.objects_in_words(&mut words);
        self.programs_in_words(&mut words);
        words.area = "types";
        self.types_in_words(&mut words);
        words.found
    }

    fn names_in_words(&self, words: &mut Words) {
        words.say("quoted", format!("{}name{}", self.quote_open, self.quote_close));
        let plain = match self.unquoted {
            Unquoted::LowerCase => "lower case",
            Unquoted::OneCase => "one case",
            Unquoted::AnyCase => "any case",
        };
        words.say("unquoted", plain);
        let compared = match self.names {
            NameMatch::Exact => "exactly",
            NameMatch::IgnoreCase => "without case",
            NameMatch::Folded => "as unquoted",
        };
        words.say("compared", compared);
        let longest = match self.longest_name(words.version) {
            Some(NameLimit::Bytes(n)) => format!("{n} bytes"),
            Some(NameLimit::Characters(n)) => format!("{n} characters"),
            None => "unlimited".to_owned(),
        };
        words.say("longest", longest);
        let schema = match self.schemas {
            Schemas::Namespaces => "yes",
            Schemas::Databases => "databases",
            Schemas::Users => "users",
            Schemas::AttachedDatabases => "attached files",
        };
        words.say("schemas", schema);
    }

    fn statements_in_words(&self, words: &mut Words) {
        // Every field by its name: the compiler lists those that are missing here.
        let Dialect {
            name: _,
            title: _,
            quote_open: _,
            quote_close: _,
            unquoted: _,
            unquoted_extra: _,
            folds_to_upper: _,
            reserved: _,
            names: _,
            identifier_limit: _,
            text_literal: _,
            names_without: _,
            comments_without: _,
            values: _,
            bytes_literal: _,
            types: _,
            transactional_ddl,
            objects: _,
            programs: _,
            schemas: _,
            alter_column,
            alter_constraint,
            alter_columns_of_table,
            collations_since,
            own_collation: _,
            defaults: _,
            autoincrement,
            serial_types: _,
            comments,
            enums,
            automatic_names: _,
            index_names: _,
            if_exists_index,
            if_exists_in_alter,
            if_exists_by_block_until,
            rename_index,
            drop_column_takes_along: _,
            drop_column_refuses_shared: _,
            drop_cascade,
            cascade_takes_views: _,
            concurrent_index,
            expression_index_since,
            partial_index,
            index_include,
            index_nulls_order,
            index_methods,
            index_storage: _,
            descending_index_since,
            key_lengths,
            large_defaults,
            plain_timestamps_since: _,
            comment_limits: _,
            computed_not_null: _,
            rename_column_since,
            rename_follows: _,
            column_places,
            drop_constraint,
            checks_since,
            foreign_keys: _,
            foreign_keys_ahead: _,
            keys_use_indexes: _,
            index_tablespace,
            same_columns_indexed_twice,
            keyless_types: _,
            constraint_names_per_schema: _,
            deferrable,
            deferrable_keys,
            match_clause,
            not_valid,
            actions,
            update_actions,
            implied_actions: _,
            unsaid_action: _,
            has_roles: _,
            identity_insert: _,
            insert_rows,
            row_by_row_until,
            default_expression: _,
            exclusion_constraints,
            computed,
            guard_makes_table: _,
            lock_timeout: _,
            statement_timeout: _,
            commits_by_itself: _,
            client_reads_comments: _,
            conditional,
            client_goes_on: _,
            batch_separator: _,
            batch_check: _,
            batch_check_outside: _,
            add_value_in_transaction,
            nulls_not_distinct_since,
        } = self;
        words.has("transactional DDL", *transactional_ddl);
        words.say("change of a column", alter_column.in_words());
        words.since("RENAME COLUMN", Some(*rename_column_since));
        words.has("a column's place", *column_places);
        words.since("CHECK", Some(*checks_since));
        let large = match large_defaults {
            LargeDefaults::Literal => "yes",
            LargeDefaults::Expression => "as expression",
        };
        words.say("default of a text", large);
        let dropped = match drop_constraint {
            DropConstraint::ByName => "name",
            DropConstraint::ByKind { .. } => "kind",
        };
        words.say("drop of a constraint by", dropped);
        words.say("change of a constraint", alter_constraint.in_words());
        let drop_column = match alter_columns_of_table {
            ColumnList::Native => "native".to_owned(),
            ColumnList::SimpleOnly { drop_since } if words.version < *drop_since => {
                "rebuild".to_owned()
            }
            ColumnList::SimpleOnly { .. } => "native, rebuild".to_owned(),
        };
        words.say("drop of a column", drop_column);
        words.say("autoincrement", autoincrement.in_words());
        words.say("comments", comments.in_words());
        words.say("enums", enums.in_words());
        match if_exists_by_block_until {
            Some(until) if words.version < *until => {
                words.say("IF [NOT] EXISTS for an index", "by a block");
            }
            _ => words.has("IF [NOT] EXISTS for an index", *if_exists_index),
        }
        match if_exists_by_block_until {
            Some(_) => words.say("… inside ALTER TABLE", "by a block"),
            None => words.has("… inside ALTER TABLE", *if_exists_in_alter),
        }
        words.has("DROP … CASCADE", *drop_cascade);
        words.has("rename an index", *rename_index);
        words.has("index concurrently", *concurrent_index);
        words.since("index an expression", *expression_index_since);
        words.since("index downwards", Some(*descending_index_since));
        words.has("index a part of the rows", *partial_index);
        words.has("index with INCLUDE", *index_include);
        words.has("index with NULLS FIRST", *index_nulls_order);
        let methods = match index_methods {
            IndexMethods::None => "no".to_owned(),
            IndexMethods::Any => "any".to_owned(),
            IndexMethods::These(methods) => methods.join(", "),
        };
        words.say("index with a method", methods);
        words.say(
            "longest key",
            key_lengths
                .map_or_else(|| "not judged".to_owned(), |key| format!("{} bytes", key.bytes)),
        );
        words.has("index with a tablespace", *index_tablespace);
        words.has("index on the columns of another", *same_columns_indexed_twice);
        match collations_since {
            Some(_) => words.since("collation of a column", *collations_since),
            None => words.has("collation of a column", true),
        }
        words.has("deferrable foreign keys", *deferrable);
        words.has("deferrable keys", *deferrable_keys);
        words.has("MATCH", *match_clause);
        words.has("NOT VALID, then validate", *not_valid);
        words.since("NULLS NOT DISTINCT", *nulls_not_distinct_since);
        words.has("exclusion constraints", *exclusion_constraints);
        for action in Action::ALL {
            let answer = match (actions.contains(&action), update_actions.contains(&action)) {
                (true, true) => "yes",
                (true, false) => "ON DELETE",
                (false, true) => "ON UPDATE",
                (false, false) => "no",
            };
            words.say(format!("foreign key: {}", action.sql()), answer);
        }
        words.say("computed columns", computed.in_words(words.version));
        words.since("ADD VALUE in a transaction", *add_value_in_transaction);
        words.has("--idempotent", *conditional != Conditional::None);
        let rows =
            if row_by_row_until.is_some_and(|v| words.version < v) { 1 } else { *insert_rows };
        words.say("rows an INSERT", rows.to_string());
        words.has("--idempotent", *conditional != Conditional::None);
    }

    fn objects_in_words(&self, words: &mut Words) {
        let Objects {
            sequences,
            grants,
            extensions,
            attach_partition,
            detach_concurrently_since,
            drop_schema,
            schema_if_exists,
            schema_owner,
            set_role_since,
        } = self.objects;
        words.has("sequences", sequences.is_some());
        words.has("sequences owned by columns", sequences.as_ref().is_some_and(|s| s.owned_by));
        let start = sequences.as_ref().map_or("no", |sequences| match sequences.alter_start {
            AlterStart::Recorded => "START WITH",
            AlterStart::Restarts => "RESTART WITH",
            AlterStart::RestartsSince(since) if words.version < since => "no",
            AlterStart::RestartsSince(_) => "RESTART START WITH",
        });
        words.say("start of a sequence changed", start);
        words.has("privileges", grants.is_some());
        words.has("users as name@host", grants.as_ref().is_some_and(|grants| grants.accounts));
        words.has("extensions", *extensions);
        words.has("attach a partition", *attach_partition);
        words.since("detach a partition concurrently", *detach_concurrently_since);
        let cascade = match (self.schemas, drop_schema) {
            (Schemas::AttachedDatabases | Schemas::Users, _) => "no",
            (_, DropSchema::Refuses) => "if it is empty",
            (_, DropSchema::RefusesWithoutCascade) => "if it is empty, or CASCADE",
            (_, DropSchema::TakesAll) => "with all that is in it",
        };
        words.say("drop of a schema", cascade);
        words.has("schemas with IF [NOT] EXISTS", *schema_if_exists);
        words.has("schemas with an owner", *schema_owner);
        words.since("SET ROLE", *set_role_since);
    }

    fn programs_in_words(&self, words: &mut Words) {
        let Programs {
            replace_view,
            replace_routine,
            check_option,
            materialized,
            readers,
            routines,
            languages: _,
            overloads,
            triggers,
            if_exists_since: _,
            ends_at_line: _,
            default_schema: _,
            own_relations: _,
        } = &self.programs;
        words.say("replace a view", replace_view.in_words());
        let check = match check_option {
            CheckOptions::None => "no",
            CheckOptions::Plain => "yes",
            CheckOptions::LocalAndCascaded => "local, cascaded",
        };
        words.say("WITH CHECK OPTION", check);
        let materialized = match materialized {
            Materialized::None => "no",
            Materialized::Concurrently => "refreshed concurrently",
            Materialized::ByProcedure => "refreshed",
        };
        words.say("materialized views", materialized);
        let follow = match readers {
            Readers::Bound => "bound",
            Readers::TextFollows => "follow",
            Readers::ByName => "by name",
            Readers::ByNameOrSchemaBound => "by name, or bound",
        };
        words.say("views hold what they read", follow);
        words.has("functions and procedures", *routines != Routines::None);
        let replace = match routines {
            Routines::None => "no",
            _ => replace_routine.in_words(),
        };
        words.say("replace a routine", replace);
        words.has("functions by arguments", *overloads);
        for timing in [Timing::Before, Timing::After, Timing::InsteadOf] {
            let name = format!("triggers {}", timing.sql());
            words.has(&name, triggers.timings.contains(&timing));
        }
        words.since("triggers with several events", triggers.several_events);
        words.since("triggers UPDATE OF columns", triggers.update_of);
        words.has("triggers on TRUNCATE", triggers.truncate);
        words.has("triggers FOR EACH ROW", triggers.for_each_row);
        words.has("triggers FOR EACH STATEMENT", triggers.for_each_statement);
        words.has("triggers with WHEN", triggers.when);
        words.say("triggers do", if triggers.run_function { "a function" } else { "a body" });
    }

    fn types_in_words(&self, words: &mut Words) {
        for kind in Kind::ALL {
            let (shown, args) = match kind {
                Kind::Char | Kind::Varchar | Kind::NChar | Kind::NVarchar => ("(20)", vec![20]),
                Kind::Binary | Kind::Varbinary => ("(20)", vec![20]),
                Kind::Numeric => ("(10,2)", vec![10, 2]),
                _ => ("", Vec::new()),
            };
            let text = self.type_text(&Type::Portable(kind, args), words.version);
            words
                .say(format!("{}{shown}", kind.as_str()), text.unwrap_or_else(|_| "no".to_owned()));
        }
        let array = self.type_text(
            &Type::Array(Box::new(Type::Portable(Kind::Integer, Vec::new()))),
            words.version,
        );
        words.say("integer[]", array.unwrap_or_else(|_| "no".to_owned()));
    }
}

impl Replace {
    fn in_words(self) -> &'static str {
        match self {
            Replace::OrReplace => "OR REPLACE",
            Replace::OrReplaceAdding => "OR REPLACE, drop",
            Replace::OrAlter => "OR ALTER",
            Replace::DropAndCreate => "drop, create",
        }
    }
}

impl AlterColumn {
    fn in_words(self) -> &'static str {
        match self {
            AlterColumn::PerFacet => "by property",
            AlterColumn::Restate => "restated",
            AlterColumn::Redefine => "redefined",
            AlterColumn::Modify => "MODIFY",
            AlterColumn::Rebuild => "rebuild",
        }
    }
}

impl AlterConstraint {
    fn in_words(self) -> &'static str {
        match self {
            AlterConstraint::Native => "native",
            AlterConstraint::Rebuild => "rebuild",
        }
    }
}

impl Autoincrement {
    fn in_words(self) -> &'static str {
        match self {
            Autoincrement::Identity => "identity",
            Autoincrement::KeptIdentity => "identity, not for a column that is there",
            Autoincrement::FixedIdentity => "IDENTITY(1,1)",
            Autoincrement::RowId => "AUTOINCREMENT",
            Autoincrement::Word => "AUTO_INCREMENT",
        }
    }
}

impl Comments {
    fn in_words(self) -> &'static str {
        match self {
            Comments::Statement => "statement",
            Comments::Simulated => "simulated",
            Comments::Clause => "clause",
        }
    }
}

impl Enums {
    fn in_words(self) -> &'static str {
        match self {
            Enums::Type => "type",
            Enums::Check => "CHECK",
            Enums::Inline => "ENUM",
        }
    }
}

impl Computed {
    fn in_words(self, version: Version) -> String {
        match self {
            Computed::Stored { virtual_since } if version < virtual_since => "stored".to_owned(),
            Computed::Stored { .. } | Computed::Both => "stored, virtual".to_owned(),
            Computed::Persisted => "virtual, persisted".to_owned(),
            Computed::Virtual => "virtual".to_owned(),
        }
    }
}
