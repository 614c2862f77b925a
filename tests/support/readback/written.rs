//! A simulated catalog written down as DDL, in one go.
//!
//! In: a catalog. Out: statements that make all that it holds in an empty database. Shares
//! types, literals and quoting with the compiler, which have tests of their own, but no
//! statement: clauses are put together here once more, and every name is in quotes.

use cucurbit::catalog::{
    Catalog, Column, Constraint, ConstraintKind, Event, Grant, GrantOn, Index, IndexTarget, Object,
    ObjectKind, Partition, Program, SequenceOptions, Table, Trigger, TriggerAction,
};
use cucurbit::dialect::DialectName;
use cucurbit::env::Env;
use cucurbit::sql::value::{SqlExpr, Value};
use cucurbit::sql::{Ident, ObjName};

use super::simulated::Simulated;

/// Statements that make the schema, in an order in which they run.
pub fn ddl(simulated: &Simulated) -> Vec<String> {
    let writer = Writer { env: &simulated.env, catalog: &simulated.catalog };
    let catalog = &simulated.catalog;
    let mut tables: Vec<&Table> = catalog.tables().map(|table| &**table).collect();
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    let mut statements = Vec::new();
    let kinds = [
        ObjectKind::Schema,
        ObjectKind::Extension,
        ObjectKind::Enum,
        ObjectKind::Type,
        ObjectKind::Sequence,
    ];
    // Elsewhere enums are a matter of their columns.
    let kinds = kinds.into_iter().filter(|kind| {
        *kind != ObjectKind::Enum || simulated.env.dialect.name == DialectName::Postgres
    });
    for kind in kinds {
        statements.extend(catalog.objects(kind).into_iter().map(|object| writer.object(object)));
    }
    // A default or a check may call a function.
    statements.extend(writer.programs(catalog, &[ObjectKind::Function, ObjectKind::Procedure]));
    statements.extend(tables.iter().map(|table| writer.table(table)));
    statements.extend(tables.iter().flat_map(|table| writer.indexes(table)));
    statements.extend(tables.iter().flat_map(|table| writer.later_constraints(table)));
    statements.extend(writer.partitions(&tables));
    statements.extend(tables.iter().flat_map(|table| writer.comments(table)));
    let kinds = [ObjectKind::View, ObjectKind::MaterializedView];
    statements.extend(writer.programs(catalog, &kinds));
    statements.extend(writer.programs(catalog, &[ObjectKind::Trigger]));
    statements.extend(writer.owners(catalog));
    statements.extend(writer.grants(catalog, &tables));
    statements
}

/// The options of a sequence, each behind a blank.
fn sequence(options: &SequenceOptions) -> String {
    let SequenceOptions { start, increment, min, max, cache, cycle } = options;
    let numbers = [
        ("INCREMENT BY", increment),
        ("MINVALUE", min),
        ("MAXVALUE", max),
        ("START WITH", start),
        ("CACHE", cache),
    ];
    let mut text: String = numbers
        .iter()
        .filter_map(|(words, number)| Some(format!(" {words} {}", (**number)?)))
        .collect();
    if *cycle == Some(true) {
        text.push_str(" CYCLE");
    }
    text
}

struct Writer<'a> {
    env: &'a Env,
    catalog: &'a Catalog,
}

impl Writer<'_> {
    fn is(&self, dialect: DialectName) -> bool {
        self.env.dialect.name == dialect
    }

    fn id(&self, name: &Ident) -> String {
        self.env.dialect.in_quotes(name.as_str())
    }

    fn name(&self, name: &ObjName) -> String {
        let schema = name.schema.as_ref().map(|schema| self.id(schema) + ".");
        schema.unwrap_or_default() + &self.id(&name.name)
    }

    fn ids(&self, names: &[Ident]) -> String {
        names.iter().map(|name| self.id(name)).collect::<Vec<_>>().join(", ")
    }

    fn sql(&self, sql: &SqlExpr) -> String {
        let text = sql.pick(self.env.dialect.name).map(|text| text.as_str().trim().to_owned());
        text.unwrap_or_default()
    }

    fn text(&self, text: &str) -> String {
        self.env.dialect.quoted_text(text)
    }

    fn object(&self, object: &Object) -> String {
        let name = self.name(&object.name);
        match object.kind {
            // What stands in its place is its owner.
            ObjectKind::Schema if !object.definition.is_empty() => {
                let owner = self.env.dialect.in_quotes(&object.definition);
                format!("CREATE SCHEMA IF NOT EXISTS {name} AUTHORIZATION {owner}")
            }
            ObjectKind::Schema => format!("CREATE SCHEMA IF NOT EXISTS {name}"),
            ObjectKind::Extension => {
                let schema = object.depends_on.first().map(|schema| self.id(&schema.name));
                let schema = schema.map(|schema| format!(" SCHEMA {schema}")).unwrap_or_default();
                format!("CREATE EXTENSION IF NOT EXISTS {name}{schema}")
            }
            ObjectKind::Sequence if object.sequence.is_some() => {
                let options = object.sequence.as_ref().map(|sequence| &sequence.options);
                format!("CREATE SEQUENCE {name}{}", options.map(sequence).unwrap_or_default())
            }
            ObjectKind::Enum => {
                let values: Vec<String> =
                    object.values.iter().map(|value| self.text(value)).collect();
                format!("CREATE TYPE {name} AS ENUM ({})", values.join(", "))
            }
            _ => object.definition.clone(),
        }
    }

    /// What one statement makes, each behind what it reads.
    fn programs(&self, catalog: &Catalog, kinds: &[ObjectKind]) -> Vec<String> {
        let mut left: Vec<&Object> =
            kinds.iter().flat_map(|kind| catalog.objects(*kind)).map(|object| &**object).collect();
        let mut written = Vec::new();
        while !left.is_empty() {
            let waits = |object: &Object| {
                let other =
                    |o: &&Object| o.name != object.name && object.depends_on.contains(&o.name);
                left.iter().any(other)
            };
            let at = left.iter().position(|object| !waits(object)).unwrap_or(0);
            let object = left.remove(at);
            written.push(self.program(object));
            written.extend(object.indexes.iter().map(|index| self.index_on(&object.name, index)));
            written.extend(object.comments.iter().map(|(column, text)| {
                let kind = object.kind.name().to_uppercase();
                let (name, text) = (self.name(&object.name), self.text(text));
                match column {
                    None => format!("COMMENT ON {kind} {name} IS {text}"),
                    Some(column) => {
                        format!("COMMENT ON COLUMN {name}.{} IS {text}", self.id(column))
                    }
                }
            }));
        }
        written
    }

    /// The statement that makes it: the user's own, or one from its parts.
    fn program(&self, object: &Object) -> String {
        let name = self.name(&object.name);
        match &object.program {
            Program::None => object.definition.clone(),
            _ if !object.definition.is_empty() => object.definition.clone(),
            Program::View(view) => {
                let columns = match view.columns.is_empty() {
                    true => String::new(),
                    false => format!(" ({})", self.ids(&view.columns)),
                };
                let check = view.check.map(|check| format!("\nWITH {}CHECK OPTION", check.word()));
                let check = check.unwrap_or_default();
                let unfilled = if view.unfilled { "\nWITH NO DATA" } else { "" };
                let kind = object.kind.name().to_uppercase();
                format!("CREATE {kind} {name}{columns} AS {}{check}{unfilled}", view.query)
            }
            Program::Routine(routine) => {
                let kind = object.kind.name().to_uppercase();
                let returns = routine.returns.as_ref().map(|ty| format!(" RETURNS {ty}"));
                let language = routine.language.as_ref().map(|name| format!(" LANGUAGE {name}"));
                let body = match self.is(DialectName::Postgres) {
                    // A body of several lines stands on lines of its own.
                    true if routine.body.contains('\n') => {
                        format!("AS $readback$\n{}\n$readback$", routine.body.trim_matches('\n'))
                    }
                    true => format!("AS $readback${}$readback$", routine.body),
                    false => routine.body.clone(),
                };
                format!(
                    "CREATE {kind} {name}({}){}{} {}\n{body}",
                    routine.arguments,
                    returns.unwrap_or_default(),
                    language.unwrap_or_default(),
                    routine.options
                )
            }
            Program::Trigger(trigger) => self.trigger(object, trigger),
        }
    }

    fn trigger(&self, object: &Object, trigger: &Trigger) -> String {
        let events = trigger.events.iter().map(|event| match event {
            Event::Insert => "INSERT".to_owned(),
            Event::Delete => "DELETE".to_owned(),
            Event::Truncate => "TRUNCATE".to_owned(),
            Event::Update(columns) if columns.is_empty() => "UPDATE".to_owned(),
            Event::Update(columns) => format!("UPDATE OF {}", self.ids(columns)),
        });
        let events: Vec<String> = events.collect();
        let table = object.on.as_ref().map(|table| match self.is(DialectName::Sqlite) {
            true => self.id(&table.name),
            false => self.name(table),
        });
        let name = match self.is(DialectName::Postgres) {
            true => self.id(&object.name.name),
            false => self.name(&object.name),
        };
        let each = if trigger.row { " FOR EACH ROW" } else { "" };
        let (open, close) = if self.is(DialectName::Sqlite) { ("", "") } else { ("(", ")") };
        let when = trigger.when.as_ref().map(|sql| format!(" WHEN {open}{sql}{close}"));
        let when = when.unwrap_or_default();
        let action = match &trigger.action {
            TriggerAction::Execute(call) => format!("EXECUTE FUNCTION {call}"),
            TriggerAction::Body(body) => {
                let end = if body.trim_end().ends_with(';') { "" } else { ";" };
                format!("BEGIN\n{body}{end}\nEND")
            }
        };
        format!(
            "CREATE TRIGGER {name} {} {} ON {}{each}{when}\n{action}",
            trigger.timing.sql(),
            events.join(" OR "),
            table.unwrap_or_default()
        )
    }

    fn table(&self, table: &Table) -> String {
        let mut items: Vec<String> =
            table.columns.iter().map(|column| self.column(table, column)).collect();
        items.extend(
            table
                .constraints
                .iter()
                .filter(|constraint| {
                    !self.is_later(constraint) && !self.is_row_id(table, constraint)
                })
                .map(|constraint| self.constraint(constraint)),
        );
        items.extend(table.indexes.iter().filter(|index| self.is_inline(table, index)).map(
            |index| {
                let parts: Vec<String> = index.parts.iter().map(|part| self.part(part)).collect();
                let unique = if index.unique { "UNIQUE " } else { "" };
                format!("{unique}KEY {} ({})", self.id(&index.name), parts.join(", "))
            },
        ));
        if self.is(DialectName::Mariadb) {
            // What is believed of the indexes that the server makes for foreign keys.
            let kept = table.kept_indexes(|a, b| self.env.same(a, b));
            let key = |k: &cucurbit::catalog::KeptIndex| (self.id(&k.name), self.ids(&k.columns));
            items.extend(kept.iter().map(key).map(|(name, ids)| format!("KEY {name} ({ids})")));
        }
        let before: String = table.options.before.iter().map(|word| format!("{word} ")).collect();
        let mut after: String = table.options.after.iter().map(|word| format!(" {word}")).collect();
        // Options of a dialect that parts them stand there with their commas.
        if self.is(DialectName::Sqlite) {
            after = format!(" {}", table.options.after.join(", "));
        }
        if let (DialectName::Mariadb, Some(comment)) = (self.env.dialect.name, &table.comment) {
            after.push_str(&format!(" COMMENT = {}", self.text(comment)));
        }
        let name = self.name(&table.name);
        format!("CREATE {before}TABLE {name} ({}){}", items.join(", "), after.trim_end())
    }

    fn column(&self, table: &Table, column: &Column) -> String {
        let Column {
            name,
            ty,
            nullable,
            default,
            default_name: _, // Only where defaults are constraints, and no server of the tests does that.
            identity,
            computed,
            comment,
            collation,
            attributes,
            span: _,
        } = column;
        let mariadb = self.is(DialectName::Mariadb);
        let mut text = self.id(name);
        let mut word = |clause: &str| {
            if !clause.is_empty() {
                text.push(' ');
                text.push_str(clause);
            }
        };
        word(&self.env.dialect.type_text(ty, self.env.version).unwrap_or_default());
        if let Some(collation) = collation {
            let collation =
                if mariadb { collation.as_str().to_owned() } else { self.id(collation) };
            word(&format!("COLLATE {collation}"));
        }
        if let Some(computed) = computed {
            let kept = if computed.stored { "STORED" } else { "VIRTUAL" };
            word(&format!("GENERATED ALWAYS AS ({}) {kept}", self.sql(&computed.sql)));
        }
        match (nullable, mariadb && computed.is_none()) {
            (false, _) => word("NOT NULL"),
            (true, true) => word("NULL"),
            (true, false) => {}
        }
        if let Some(default) = default {
            let text = match default {
                // ON UPDATE stands behind the default, not in it.
                Value::Sql(sql)
                    if mariadb && self.sql(sql).to_uppercase().contains(" ON UPDATE ") =>
                {
                    self.sql(sql)
                }
                Value::Sql(sql) => format!("({})", self.sql(sql)),
                value => self.env.dialect.literal(value, ty, self.env.version).unwrap_or_default(),
            };
            word(&format!("DEFAULT {text}"));
        }
        match (identity, self.env.dialect.name) {
            (Some(identity), DialectName::Postgres) => {
                let always = if identity.always { "ALWAYS" } else { "BY DEFAULT" };
                let options = sequence(&identity.sequence);
                let options =
                    if options.is_empty() { options } else { format!(" ({})", options.trim()) };
                word(&format!("GENERATED {always} AS IDENTITY{options}"));
            }
            (Some(_), DialectName::Mariadb) => word("AUTO_INCREMENT"),
            (Some(_), DialectName::Sqlite) => {
                let key = table.constraints.iter().find(|c| self.is_row_id(table, c));
                if let Some(key) = key {
                    let name =
                        key.name.as_ref().map(|name| format!("CONSTRAINT {} ", self.id(name)));
                    word(&format!("{}PRIMARY KEY AUTOINCREMENT", name.unwrap_or_default()));
                }
            }
            _ => {}
        }
        attributes.iter().for_each(|attribute| word(attribute));
        if let (true, Some(comment)) = (mariadb, comment) {
            word(&format!("COMMENT {}", self.text(comment)));
        }
        text
    }

    /// True for the primary key that stands at its self-numbering column.
    fn is_row_id(&self, table: &Table, constraint: &Constraint) -> bool {
        let ConstraintKind::PrimaryKey(columns) = &constraint.kind else { return false };
        let numbered = |name: &Ident| {
            table.columns.iter().any(|column| column.name == *name && column.identity.is_some())
        };
        self.is(DialectName::Sqlite) && matches!(columns.as_slice(), [only] if numbered(only))
    }

    /// True for a constraint that is added when all tables are there.
    fn is_later(&self, constraint: &Constraint) -> bool {
        !self.is(DialectName::Sqlite)
            && (!constraint.validated || matches!(constraint.kind, ConstraintKind::ForeignKey(_)))
    }

    fn later_constraints(&self, table: &Table) -> Vec<String> {
        let later = table.constraints.iter().filter(|constraint| self.is_later(constraint));
        let table = self.name(&table.name);
        later.map(|c| format!("ALTER TABLE {table} ADD {}", self.constraint(c))).collect()
    }

    fn constraint(&self, constraint: &Constraint) -> String {
        let Constraint { name, named: _, kind, deferral, validated, span: _ } = constraint;
        let name = name.as_ref().map(|name| format!("CONSTRAINT {} ", self.id(name)));
        let body = match kind {
            ConstraintKind::PrimaryKey(columns) => format!("PRIMARY KEY ({})", self.ids(columns)),
            ConstraintKind::Unique { columns, nulls_not_distinct } => {
                let nulls = if *nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
                format!("UNIQUE{nulls} ({})", self.ids(columns))
            }
            ConstraintKind::ForeignKey(fk) => {
                let mut text = format!(
                    "FOREIGN KEY ({}) REFERENCES {}",
                    self.ids(&fk.columns),
                    self.name(&fk.table)
                );
                let target =
                    self.catalog.table(&fk.table).filter(|_| self.is(DialectName::Mariadb));
                let key = target.and_then(|table| table.primary_key());
                let columns = match fk.target_columns.as_slice() {
                    [] => key.map_or(&[][..], |(_, columns)| columns),
                    columns => columns,
                };
                if !columns.is_empty() {
                    text.push_str(&format!(" ({})", self.ids(columns)));
                }
                let clauses = [
                    ("MATCH", fk.matching),
                    ("ON UPDATE", fk.on_update.map(|action| action.sql())),
                    ("ON DELETE", fk.on_delete.map(|action| action.sql())),
                ];
                for (words, what) in clauses {
                    text.extend(what.map(|what| format!(" {words} {what}")));
                }
                text
            }
            ConstraintKind::Check(check) => format!("CHECK ({})", self.sql(&check.sql)),
            ConstraintKind::Exclusion(exclusion) => {
                let using = exclusion.method.as_ref().map(|method| format!(" USING {method}"));
                let elements = exclusion.elements.iter().map(|element| {
                    let what = match (&element.column, &element.sql) {
                        (Some(column), _) => self.id(column),
                        (None, sql) => {
                            format!(
                                "({})",
                                sql.as_ref().map(|sql| self.sql(sql)).unwrap_or_default()
                            )
                        }
                    };
                    format!("{what} WITH {}", element.operator)
                });
                let elements: Vec<String> = elements.collect();
                let condition = exclusion.condition.as_ref();
                let condition = condition.map(|sql| format!(" WHERE ({})", self.sql(sql)));
                format!(
                    "EXCLUDE{} ({}){}",
                    using.unwrap_or_default(),
                    elements.join(", "),
                    condition.unwrap_or_default()
                )
            }
        };
        let deferral =
            deferral.map(|deferral| match (deferral.deferrable, deferral.initially_deferred) {
                (true, true) => " DEFERRABLE INITIALLY DEFERRED",
                (true, false) => " DEFERRABLE INITIALLY IMMEDIATE",
                (false, _) => " NOT DEFERRABLE",
            });
        let validated = if *validated { "" } else { " NOT VALID" };
        format!("{}{body}{}{validated}", name.unwrap_or_default(), deferral.unwrap_or_default())
    }

    /// True for an index that a self-numbering column needs in the statement that makes it.
    fn is_inline(&self, table: &Table, index: &Index) -> bool {
        let leads = |name: &Ident| {
            table.columns.iter().any(|column| column.name == *name && column.identity.is_some())
                && !table.constraints.iter().any(|c| c.columns().first() == Some(name))
        };
        let first = index.parts.first().map(|part| &part.target);
        self.is(DialectName::Mariadb)
            && matches!(first, Some(IndexTarget::Column(name)) if leads(name))
    }

    fn indexes(&self, table: &Table) -> Vec<String> {
        let separate = table.indexes.iter().filter(|index| !self.is_inline(table, index));
        separate.map(|index| self.index_on(&table.name, index)).collect()
    }

    fn part(&self, part: &cucurbit::catalog::IndexPart) -> String {
        let mut text = match &part.target {
            IndexTarget::Column(name) => self.id(name),
            IndexTarget::Expression(sql) => format!("({})", self.sql(sql)),
        };
        text.extend(part.length.map(|length| format!("({length})")));
        text.extend(part.ops.as_ref().map(|ops| format!(" {ops}")));
        text.push_str(if part.descending { " DESC" } else { "" });
        text.push_str(match part.nulls_first {
            Some(true) => " NULLS FIRST",
            Some(false) => " NULLS LAST",
            None => "",
        });
        text
    }

    fn index_on(&self, table: &ObjName, index: &Index) -> String {
        let Index {
            name,
            parts,
            unique,
            condition,
            method,
            include,
            nulls_not_distinct,
            with,
            tablespace,
            rest,
            span: _,
        } = index;
        let parts: Vec<String> = parts.iter().map(|part| self.part(part)).collect();
        let sqlite = self.is(DialectName::Sqlite);
        // SQLite wants the schema at the index and not at the table.
        let (name, table) = match sqlite {
            true => {
                let full = ObjName::new(table.schema.clone(), name.clone());
                (self.name(&full), self.id(&table.name))
            }
            false => (self.id(name), self.name(table)),
        };
        // These two are kinds of index there, not methods.
        let kind = method.as_deref().map(str::to_uppercase);
        let kind = kind.filter(|kind| {
            self.is(DialectName::Mariadb) && ["FULLTEXT", "SPATIAL"].contains(&kind.as_str())
        });
        let method = method.as_ref().filter(|_| kind.is_none());
        let unique = if *unique { "UNIQUE ".to_owned() } else { String::new() };
        let unique = kind.map_or(unique, |kind| kind + " ");
        let using = method.as_ref().map(|method| format!(" USING {method}")).unwrap_or_default();
        // The order of clauses is PostgreSQL's; the others have few of them.
        let mut text = match self.is(DialectName::Mariadb) {
            true => format!("CREATE {unique}INDEX {name}{using} ON {table} ({})", parts.join(", ")),
            false => {
                format!("CREATE {unique}INDEX {name} ON {table}{using} ({})", parts.join(", "))
            }
        };
        if !include.is_empty() {
            text.push_str(&format!(" INCLUDE ({})", self.ids(include)));
        }
        if *nulls_not_distinct {
            text.push_str(" NULLS NOT DISTINCT");
        }
        if !with.is_empty() {
            let with: Vec<String> =
                with.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            text.push_str(&format!(" WITH ({})", with.join(", ")));
        }
        text.extend(tablespace.as_ref().map(|name| format!(" TABLESPACE {}", self.id(name))));
        text.extend(condition.as_ref().map(|sql| format!(" WHERE {}", self.sql(sql))));
        rest.iter().for_each(|clause| text.push_str(&format!(" {clause}")));
        text
    }

    /// Sequences belong to columns.
    fn owners(&self, catalog: &Catalog) -> Vec<String> {
        let owned = catalog.objects(ObjectKind::Sequence).into_iter().filter_map(|object| {
            let (table, column) = object.sequence.as_ref()?.owner.as_ref()?;
            let (name, table) = (self.name(&object.name), self.name(table));
            Some(format!("ALTER SEQUENCE {name} OWNED BY {table}.{}", self.id(column)))
        });
        owned.collect()
    }

    fn grants(&self, catalog: &Catalog, tables: &[&Table]) -> Vec<String> {
        let objects = |kind| catalog.objects(kind).into_iter().map(|object| object.name.clone());
        let relations = tables.iter().map(|table| table.name.clone());
        let views = objects(ObjectKind::View).chain(objects(ObjectKind::MaterializedView));
        let mut targets: Vec<(GrantOn, ObjName)> =
            relations.chain(views).map(|name| (GrantOn::Table, name)).collect();
        targets.extend(objects(ObjectKind::Schema).map(|name| (GrantOn::Schema, name)));
        targets.extend(objects(ObjectKind::Sequence).map(|name| (GrantOn::Sequence, name)));
        // The sequence behind a serial is no object of its own.
        let column = |table: &Table, column: &Column| {
            let name = format!("{}_{}_seq", table.name.name.as_str(), column.name.as_str());
            (GrantOn::Sequence, ObjName::new(table.name.schema.clone(), Ident::new(name)))
        };
        let columns =
            tables.iter().flat_map(|table| table.columns.iter().map(|c| column(table, c)));
        targets.extend(columns.filter(|(on, name)| !catalog.grants(*on, name).is_empty()));
        let mut targets: Vec<(GrantOn, ObjName, String)> = targets
            .into_iter()
            .map(|(on, name)| {
                let written = self.name(&name);
                (on, name, written)
            })
            .collect();
        for function in catalog.objects(ObjectKind::Function) {
            // Its grants are kept under its name, or that with the types of its arguments.
            let (name, types) = (&function.name, &function.signature);
            let written = format!("{}({types})", self.name(name));
            let full = Ident::new(format!("{}({types})", name.name.as_str()));
            let full = ObjName::new(name.schema.clone(), full);
            targets.push((GrantOn::Function, name.clone(), written.clone()));
            targets.push((GrantOn::Function, full, written));
        }
        let mut statements = Vec::new();
        for (on, target, name) in &targets {
            for grant in catalog.grants(*on, target) {
                let Grant { privilege, grantee, grantable } = grant;
                let on = on.name().to_uppercase();
                let to = match grantee.as_str().eq_ignore_ascii_case("public") {
                    true => "PUBLIC".to_owned(),
                    false => self.id(grantee),
                };
                let option = if *grantable { " WITH GRANT OPTION" } else { "" };
                statements.push(format!("GRANT {privilege} ON {on} {name} TO {to}{option}"));
            }
        }
        statements
    }

    /// Partitions take their places when all has its indexes: what fits is taken over.
    fn partitions(&self, tables: &[&Table]) -> Vec<String> {
        let partitions = tables.iter().filter_map(|table| {
            let Partition { parent, bounds } = table.partition.as_ref()?;
            let (parent, name) = (self.name(parent), self.name(&table.name));
            Some(format!("ALTER TABLE {parent} ATTACH PARTITION {name} {bounds}"))
        });
        partitions.collect()
    }

    /// Comments that are statements of their own.
    fn comments(&self, table: &Table) -> Vec<String> {
        if !self.is(DialectName::Postgres) {
            return Vec::new();
        }
        let name = self.name(&table.name);
        let on_table = table.comment.as_ref();
        let on_table =
            on_table.map(|text| format!("COMMENT ON TABLE {name} IS {}", self.text(text)));
        let on_columns = table.columns.iter().filter_map(|column| {
            let text = self.text(column.comment.as_ref()?);
            Some(format!("COMMENT ON COLUMN {name}.{} IS {text}", self.id(&column.name)))
        });
        on_table.into_iter().chain(on_columns).collect()
    }
}
