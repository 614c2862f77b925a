//! The operations that both programs can say, each as both say it.
//!
//! All rows start from the tables of [`BASE`]. `batch()` is Alembic's `batch_alter_table`,
//! which on SQLite is told the table, as there is no database to ask.

/// The tables that every row starts from, as operations of ours.
pub const BASE: &str = "
- create_table:
    name: owner
    columns: [{name: id, type: integer, primary_key: true}, {name: name, type: varchar(50)}]
- create_table:
    name: account
    columns:
    - {name: id, type: integer, primary_key: true}
    - {name: email, type: varchar(80)}
    - {name: age, type: integer, nullable: false}
    - {name: state, type: varchar(20), default: new}
    - {name: owner_id, type: integer}
- bulk_insert: {table: owner, columns: [id, name], rows: [[1, Ann], [2, Ben]]}
- bulk_insert:
    table: account
    columns: [id, email, age, state, owner_id]
    rows: [[1, a@x, 30, new, 1], [2, b@x, 40, old, 2], [3, '12', 50, new, null]]
";

/// One operation, or a few.
pub struct Row {
    /// What it is about.
    pub name: &'static str,
    /// Our operations: YAML, a list.
    pub ours: &'static str,
    /// Alembic's: Python.
    pub theirs: &'static str,
    /// Where the outcome differs, or one of the two refuses, and why that is right.
    pub different: &'static [(&'static str, &'static str)],
}

const fn row(name: &'static str, ours: &'static str, theirs: &'static str) -> Row {
    Row { name, ours, theirs, different: &[] }
}

impl Row {
    const fn but(self, different: &'static [(&'static str, &'static str)]) -> Row {
        Row { different, ..self }
    }
}

const NOT_THERE: &str = "the database has no such thing: we refuse";
const IDENTITY: &str = "only PostgreSQL has GENERATED AS IDENTITY";
const POSTGRES_ONLY: &[(&str, &str)] = &[("mariadb", NOT_THERE), ("sqlite", NOT_THERE)];

/// Every row.
pub const ROWS: &[Row] = &[
    // --- CREATE TABLE: types
    row(
        "create_table: numbers",
        "- create_table: {name: t, columns: [{name: a, type: smallint}, {name: b, type: integer}, {name: c, type: bigint},
            {name: d, type: 'numeric(10, 2)'}, {name: e, type: float}, {name: f, type: double}, {name: g, type: boolean}, {name: h, type: numeric}]}",
        "op.create_table('t', sa.Column('a', sa.SmallInteger), sa.Column('b', sa.Integer), sa.Column('c', sa.BigInteger),
    sa.Column('d', sa.Numeric(10, 2)), sa.Column('e', sa.Float), sa.Column('f', sa.Double), sa.Column('g', sa.Boolean), sa.Column('h', sa.Numeric))",
    ),
    row(
        "create_table: texts",
        "- create_table: {name: t, columns: [{name: a, type: char(3)}, {name: b, type: varchar(80)}, {name: c, type: text}]}",
        "op.create_table('t', sa.Column('a', sa.CHAR(3)), sa.Column('b', sa.String(80)), sa.Column('c', sa.Text))",
    ),
    row(
        "create_table: unicode",
        "- create_table: {name: t, columns: [{name: a, type: unicode(20)}]}",
        "op.create_table('t', sa.Column('a', sa.Unicode(20)))",
    )
    .but(&[("sqlite", "NVARCHAR is kept where the dialect takes it")]),
    row(
        "create_table: varchar without a length",
        "- create_table: {name: t, columns: [{name: a, type: varchar}]}",
        "op.create_table('t', sa.Column('a', sa.String))",
    )
    .but(&[("mariadb", "both refuse")]),
    row(
        "create_table: times",
        "- create_table: {name: t, columns: [{name: a, type: date}, {name: b, type: time}, {name: c, type: datetime},
            {name: d, type: datetimetz}, {name: e, type: timestamp}]}",
        "op.create_table('t', sa.Column('a', sa.Date), sa.Column('b', sa.Time), sa.Column('c', sa.DateTime),
    sa.Column('d', sa.DateTime(timezone=True)), sa.Column('e', sa.TIMESTAMP))",
    ),
    row(
        "create_table: interval",
        "- create_table: {name: t, columns: [{name: a, type: interval}]}",
        "op.create_table('t', sa.Column('a', sa.Interval))",
    )
    .but(&[
        ("mariadb", "SQLAlchemy keeps an interval as a time since 1970; we refuse"),
        ("sqlite", "SQLAlchemy keeps an interval as a time since 1970; we refuse"),
    ]),
    row(
        "create_table: json and bytes",
        "- create_table: {name: t, columns: [{name: a, type: json}, {name: b, type: blob}]}",
        "op.create_table('t', sa.Column('a', sa.JSON), sa.Column('b', sa.LargeBinary))",
    ),
    row(
        "create_table: uuid",
        "- create_table: {name: t, columns: [{name: a, type: uuid}]}",
        "op.create_table('t', sa.Column('a', sa.Uuid))",
    )
    .but(&[
        ("sqlite", "32 digits without hyphens there, 36 characters here"),
    ]),
    row(
        "create_table: arrays and jsonb",
        "- create_table: {name: t, columns: [{name: a, type: 'integer[]'}, {name: b, type: jsonb}, {name: c, type: inet}]}",
        "from sqlalchemy.dialects import postgresql as pg
op.create_table('t', sa.Column('a', sa.ARRAY(sa.Integer)), sa.Column('b', pg.JSONB), sa.Column('c', pg.INET))",
    )
    .but(POSTGRES_ONLY),
    row(
        "create_table: enum",
        "- create_table: {name: t, columns: [{name: a, type: {enum: [sad, ok], name: mood}, default: ok}]}",
        "op.create_table('t', sa.Column('a', sa.Enum('sad', 'ok', name='mood', create_constraint=dialect == 'sqlite'), server_default='ok'))",
    ),
    row(
        "create_table: serial",
        "- create_table: {name: t, columns: [{name: id, type: serial, primary_key: true}, {name: a, type: text}]}",
        "op.create_table('t', sa.Column('id', sa.Integer, primary_key=True), sa.Column('a', sa.Text))",
    )
    .but(&[("sqlite", "we write AUTOINCREMENT: like a sequence, it never gives a number twice")]),
    row(
        "create_table: bigserial",
        "- create_table: {name: t, columns: [{name: id, type: bigserial, primary_key: true}, {name: a, type: text}]}",
        "op.create_table('t', sa.Column('id', sa.BigInteger, primary_key=True), sa.Column('a', sa.Text))",
    )
    .but(&[("sqlite", "BIGINT is no rowid and would not number itself; we write INTEGER")]),
    row(
        "create_table: autoincrement",
        "- create_table: {name: t, columns: [{name: id, type: integer, autoincrement: true, primary_key: true}]}",
        "op.create_table('t', sa.Column('id', sa.Integer, *([sa.Identity()] if dialect == 'postgres' else []), primary_key=True, autoincrement=True), sqlite_autoincrement=True)",
    ),
    row(
        "create_table: identity",
        "- create_table: {name: t, columns: [{name: id, type: bigint, identity: {generation: always, start: 100, increment: 5, min: 10, max: 1000, cache: 3, cycle: true}},
            {name: a, type: integer, identity: by_default}]}",
        "op.create_table('t', sa.Column('id', sa.BigInteger, sa.Identity(always=True, start=100, increment=5, minvalue=10, maxvalue=1000, cache=3, cycle=True)),
    sa.Column('a', sa.Integer, sa.Identity()))",
    )
    .but(&[("mariadb", IDENTITY), ("sqlite", IDENTITY)]),
    row(
        "create_table: computed",
        "- create_table: {name: t, columns: [{name: a, type: integer}, {name: b, type: integer, computed: {sql: a + 1, stored: true}}]}",
        "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer, sa.Computed('a + 1', persisted=True)))",
    ),
    row(
        "create_table: collation",
        "- create_table: {name: t, columns: [{name: a, type: varchar(10), collation: C}]}",
        "op.create_table('t', sa.Column('a', sa.String(10, collation='C')))",
    )
    .but(&[("mariadb", "there is no collation C"), ("sqlite", "there is no collation C")]),
    row(
        "create_table: collation of sqlite",
        "- create_table: {name: t, columns: [{name: a, type: varchar(10), collation: NOCASE}]}",
        "op.create_table('t', sa.Column('a', sa.String(10, collation='NOCASE')))",
    )
    .but(&[("mariadb", "there is no collation NOCASE"), ("postgres", "there is no collation NOCASE")]),
    // --- CREATE TABLE: defaults, constraints, the rest
    row(
        "create_table: defaults",
        "- create_table: {name: t, columns: [{name: a, type: varchar(20), default: it's, nullable: false}, {name: b, type: integer, default: 0},
            {name: c, type: boolean, default: true}, {name: d, type: datetime, default: {sql: CURRENT_TIMESTAMP}}, {name: e, type: 'numeric(5,2)', default: 1.5},
            {name: f, type: integer, default: {sql: 1 + 2}}]}",
        "op.create_table('t', sa.Column('a', sa.String(20), server_default=\"it's\", nullable=False), sa.Column('b', sa.Integer, server_default=sa.text('0')),
    sa.Column('c', sa.Boolean, server_default=sa.true()), sa.Column('d', sa.DateTime, server_default=sa.text('CURRENT_TIMESTAMP')),
    sa.Column('e', sa.Numeric(5, 2), server_default=sa.text('1.5')), sa.Column('f', sa.Integer, server_default=sa.text('(1 + 2)')))",
    ),
    row(
        "create_table: named keys",
        "- create_table: {name: t, columns: [{name: a, type: integer}, {name: b, type: integer}, {name: c, type: integer}],
            primary_key: {name: pk_t, columns: [a, b]}, unique: [{name: uq_t, columns: [b, c]}],
            foreign_keys: [{name: fk_t, columns: [c], references: {table: owner, columns: [id]}, on_delete: cascade, on_update: cascade}],
            checks: [{name: ck_t, sql: a > b}]}",
        "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('b', sa.Integer), sa.Column('c', sa.Integer),
    sa.PrimaryKeyConstraint('a', 'b', name='pk_t'), sa.UniqueConstraint('b', 'c', name='uq_t'),
    sa.ForeignKeyConstraint(['c'], ['owner.id'], name='fk_t', ondelete='CASCADE', onupdate='CASCADE'), sa.CheckConstraint('a > b', name='ck_t'))",
    ),
    row(
        "create_table: keys without a name",
        "- create_table: {name: t, columns: [{name: a, type: integer, primary_key: true}, {name: b, type: integer, unique: true}, {name: c, type: integer, references: {table: owner, column: id}}],
            checks: [{sql: b > 0}]}",
        "op.create_table('t', sa.Column('a', sa.Integer, primary_key=True, autoincrement=False), sa.Column('b', sa.Integer, unique=True), sa.Column('c', sa.Integer, sa.ForeignKey('owner.id')),
    sa.CheckConstraint('b > 0'))",
    ),
    row(
        "create_table: deferred keys",
        "- create_table: {name: t, columns: [{name: a, type: integer}, {name: c, type: integer}],
            foreign_keys: [{name: fk_t, columns: [c], references: {table: owner, columns: [id]}, deferrable: true, initially: deferred, on_delete: set_null}]}",
        "op.create_table('t', sa.Column('a', sa.Integer), sa.Column('c', sa.Integer),
    sa.ForeignKeyConstraint(['c'], ['owner.id'], name='fk_t', deferrable=True, initially='DEFERRED', ondelete='SET NULL'))",
    )
    .but(&[("mariadb", "MariaDB knows no deferred constraints: we refuse, Alembic writes what it does not take")]),
    row(
        "create_table: indexed and unique columns",
        "- create_table: {name: t, columns: [{name: a, type: integer, index: true}, {name: b, type: integer}], indexes: [{name: ix_b, columns: [b], unique: true}]}",
        "op.create_table('t', sa.Column('a', sa.Integer, index=True), sa.Column('b', sa.Integer), sa.Index('ix_b', 'b', unique=True))",
    ),
    row(
        "create_table: comments",
        "- create_table: {name: t, comment: the table's, columns: [{name: a, type: integer, comment: 'the column''s \"one\"'}]}",
        "op.create_table('t', sa.Column('a', sa.Integer, comment='the column\\'s \"one\"'), comment=\"the table's\")",
    ),
    row(
        "create_table: names that need quotes",
        "- create_table: {name: Select, columns: [{name: a b, type: integer, nullable: false}, {name: 'x\"y', type: text}, {name: Group, type: text}], unique: [{name: 'U q', columns: [a b]}]}",
        "op.create_table('Select', sa.Column('a b', sa.Integer, nullable=False), sa.Column('x\"y', sa.Text), sa.Column('Group', sa.Text), sa.UniqueConstraint('a b', name='U q'))",
    ),
    row(
        "create_table: if_not_exists",
        "- create_table: {name: t, if_not_exists: true, columns: [{name: a, type: integer}]}",
        "op.create_table('t', sa.Column('a', sa.Integer), if_not_exists=True)",
    ),
    row(
        "create_table: options",
        "- create_table: {name: t, columns: [{name: a, type: integer, primary_key: true}], options: {postgres: {with: {fillfactor: 70}},
            mysql: {engine: InnoDB, charset: utf8mb4, collate: utf8mb4_bin}, sqlite: {without_rowid: true}}}",
        "op.create_table('t', sa.Column('a', sa.Integer, primary_key=True, autoincrement=False), postgresql_with={'fillfactor': 70},
    mariadb_engine='InnoDB', mariadb_charset='utf8mb4', mariadb_collate='utf8mb4_bin', sqlite_with_rowid=False)",
    ),
    row(
        "create_table: unlogged and partitioned",
        "- create_table: {name: t, columns: [{name: a, type: integer}], options: {postgres: {unlogged: true}}}
- create_table: {name: p, columns: [{name: a, type: integer}], options: {postgres: {partition_by: RANGE (a)}}}",
        "op.create_table('t', sa.Column('a', sa.Integer), prefixes=['UNLOGGED'])
op.create_table('p', sa.Column('a', sa.Integer), postgresql_partition_by='RANGE (a)')",
    )
    .but(&[
        ("mariadb", "the prefix is written where nobody knows it"),
        ("sqlite", "the prefix is written where nobody knows it"),
    ]),
    row(
        "create_table: in a schema",
        "- create_schema: app\n- create_table: {name: t, schema: app, columns: [{name: a, type: integer, primary_key: true}]}
- create_table: {name: u, columns: [{name: a, type: integer, references: {table: t, column: a, schema: app}}]}",
        "op.execute('CREATE SCHEMA app')\nop.create_table('t', sa.Column('a', sa.Integer, primary_key=True, autoincrement=False), schema='app')
op.create_table('u', sa.Column('a', sa.Integer, sa.ForeignKey('app.t.a')))",
    )
    .but(&[("sqlite", NOT_THERE)]),
    row("drop_table", "- drop_table: account", "op.drop_table('account')"),
    row("drop_table: if_exists", "- drop_table: {name: t, if_exists: true}", "op.drop_table('t', if_exists=True)"),
    row("rename_table", "- rename_table: {from: account, to: customer}", "op.rename_table('account', 'customer')"),
    row(
        "create_table_comment",
        "- create_table_comment: {table: account, comment: all of them}",
        "op.create_table_comment('account', 'all of them')",
    )
    .but(&[("sqlite", "Alembic refuses; we keep the comment in the simulated schema")]),
    row(
        "drop_table_comment",
        "- create_table_comment: {table: account, comment: all of them}\n- drop_table_comment: {table: account}",
        "op.create_table_comment('account', 'all of them')\nop.drop_table_comment('account')",
    )
    .but(&[("sqlite", "Alembic refuses; we keep the comment in the simulated schema")]),
    // --- Columns
    row(
        "add_column: several kinds",
        "- add_column: {table: account, column: {name: a, type: text}}
- add_column: {table: account, column: {name: b, type: integer, nullable: false, default: 7}}
- add_column: {table: account, column: {name: c, type: varchar(9), default: it's}}",
        "op.add_column('account', sa.Column('a', sa.Text))
op.add_column('account', sa.Column('b', sa.Integer, nullable=False, server_default=sa.text('7')))
op.add_column('account', sa.Column('c', sa.String(9), server_default=\"it's\"))",
    ),
    row(
        "add_column: with a foreign key",
        "- add_column: {table: account, column: {name: boss, type: integer, references: {table: owner, column: id, name: fk_boss, on_delete: set_null}}}",
        "op.add_column('account', sa.Column('boss', sa.Integer, sa.ForeignKey('owner.id', name='fk_boss', ondelete='SET NULL')))",
    )
    .but(&[("sqlite", "Alembic adds no constraint outside of a batch")]),
    row(
        "add_column: with a comment",
        "- add_column: {table: account, column: {name: a, type: integer, comment: so}}",
        "op.add_column('account', sa.Column('a', sa.Integer, comment='so'))",
    ),
    row(
        "add_column: indexed",
        "- add_column: {table: account, column: {name: a, type: integer, index: true}}",
        "op.add_column('account', sa.Column('a', sa.Integer, index=True))",
    ),
    row(
        "add_column: computed",
        "- add_column: {table: account, column: {name: a, type: integer, computed: {sql: age + 1, stored: true}}}",
        "op.add_column('account', sa.Column('a', sa.Integer, sa.Computed('age + 1', persisted=True)))",
    )
    .but(&[("sqlite", "SQLite adds no stored column: we rebuild, Alembic writes what it does not take")]),
    row(
        "add_column: unique in a batch",
        "- alter_table: {name: account, operations: [{add_column: {column: {name: a, type: integer}}}, {create_unique_constraint: {name: uq_a, columns: [a]}}]}",
        "with batch() as b:
    b.add_column(sa.Column('a', sa.Integer))
    b.create_unique_constraint('uq_a', ['a'])",
    ),
    row(
        "drop_column",
        "- drop_column: {table: account, column: email}",
        "with batch() as b:
    b.drop_column('email')",
    ),
    row(
        "drop_column: several",
        "- alter_table: {name: account, operations: [{drop_column: {column: email}}, {drop_column: {column: state}}]}",
        "with batch() as b:
    b.drop_column('email')
    b.drop_column('state')",
    ),
    row(
        "alter_column: rename",
        "- alter_column: {table: account, column: email, new_name: mail}",
        "with batch() as b:
    b.alter_column('email', new_column_name='mail', existing_type=sa.String(80))",
    ),
    row(
        "alter_column: rename with a default",
        "- alter_column: {table: account, column: state, new_name: phase}",
        "with batch() as b:
    b.alter_column('state', new_column_name='phase', existing_type=sa.String(20), existing_server_default='new')",
    ),
    row(
        "alter_column: not null",
        "- alter_column: {table: account, column: email, nullable: false}",
        "with batch() as b:
    b.alter_column('email', nullable=False, existing_type=sa.String(80))",
    ),
    row(
        "alter_column: nullable",
        "- alter_column: {table: account, column: age, nullable: true}",
        "with batch() as b:
    b.alter_column('age', nullable=True, existing_type=sa.Integer)",
    ),
    row(
        "alter_column: a wider type",
        "- alter_column: {table: account, column: email, type: varchar(200)}\n- alter_column: {table: account, column: age, type: bigint}",
        "with batch() as b:
    b.alter_column('email', type_=sa.String(200), existing_type=sa.String(80))
    b.alter_column('age', type_=sa.BigInteger, existing_type=sa.Integer, existing_nullable=False)",
    ),
    row(
        "alter_column: a type that keeps a default",
        "- alter_column: {table: account, column: state, type: text}",
        "with batch() as b:
    b.alter_column('state', type_=sa.Text, existing_type=sa.String(20), existing_server_default='new')",
    ),
    row(
        "alter_column: using",
        "- delete: {table: account, where: id < 3}\n- alter_column: {table: account, column: email, type: integer, using: {postgres: 'email::integer', default: CAST(email AS INTEGER)}}",
        "op.execute('DELETE FROM account WHERE id < 3')
with batch() as b:
    b.alter_column('email', type_=sa.Integer, existing_type=sa.String(80), postgresql_using='email::integer')",
    )
    .but(&[("mariadb", "there is no USING: we refuse, the server's own cast is taken without it")]),
    row(
        "alter_column: set a default",
        "- alter_column: {table: account, column: email, default: none}\n- alter_column: {table: account, column: age, default: 18}",
        "with batch() as b:
    b.alter_column('email', server_default='none', existing_type=sa.String(80))
    b.alter_column('age', server_default=sa.text('18'), existing_type=sa.Integer, existing_nullable=False)",
    ),
    row(
        "alter_column: drop a default",
        "- alter_column: {table: account, column: state, default: null}",
        "with batch() as b:
    b.alter_column('state', server_default=None, existing_type=sa.String(20))",
    ),
    row(
        "alter_column: an expression as default",
        "- alter_column: {table: account, column: age, default: {sql: 6 * 7}}",
        "with batch() as b:
    b.alter_column('age', server_default=sa.text('(6 * 7)'), existing_type=sa.Integer, existing_nullable=False)",
    ),
    row(
        "alter_column: comment",
        "- alter_column: {table: account, column: age, comment: in years}",
        "op.alter_column('account', 'age', comment='in years', existing_type=sa.Integer, existing_nullable=False)",
    )
    .but(&[("sqlite", "Alembic refuses; we keep the comment in the simulated schema")]),
    row(
        "alter_column: drop a comment",
        "- alter_column: {table: account, column: age, comment: in years}\n- alter_column: {table: account, column: age, comment: null}",
        "op.alter_column('account', 'age', comment='in years', existing_type=sa.Integer, existing_nullable=False)
op.alter_column('account', 'age', comment=None, existing_type=sa.Integer, existing_nullable=False, existing_comment='in years')",
    )
    .but(&[("sqlite", "Alembic refuses; we keep the comment in the simulated schema")]),
    row(
        "alter_column: everything at once",
        "- alter_column: {table: account, column: state, new_name: phase, type: varchar(40), nullable: false, default: old}",
        "with batch() as b:
    b.alter_column('state', new_column_name='phase', type_=sa.String(40), nullable=False, server_default='old', existing_type=sa.String(20), existing_server_default='new')",
    ),
    row(
        "alter_column: identity",
        "- alter_column: {table: account, column: age, identity: {generation: always, start: 1000}}",
        "op.alter_column('account', 'age', server_default=sa.Identity(always=True, start=1000), existing_type=sa.Integer, existing_nullable=False)",
    )
    .but(&[("mariadb", IDENTITY), ("sqlite", IDENTITY)]),
    // --- Indexes
    row("create_index", "- create_index: {name: ix, table: account, columns: [email, age]}", "op.create_index('ix', 'account', ['email', 'age'])"),
    row(
        "create_index: unique",
        "- create_index: {name: ix, table: account, columns: [email], unique: true}",
        "op.create_index('ix', 'account', ['email'], unique=True)",
    ),
    row(
        "create_index: expression",
        "- create_index: {name: ix, table: account, columns: [{sql: lower(email)}, age]}",
        "op.create_index('ix', 'account', [sa.text('lower(email)'), 'age'])",
    )
    .but(&[("mariadb", "MariaDB indexes no expressions: we refuse, Alembic writes what it does not take")]),
    row(
        "create_index: descending",
        "- create_index: {name: ix, table: account, columns: [{column: age, order: desc}, email]}",
        "op.create_index('ix', 'account', [sa.text('age DESC'), 'email'])",
    ),
    row(
        "create_index: partial",
        "- create_index: {name: ix, table: account, columns: [email], where: age > 18}",
        "op.create_index('ix', 'account', ['email'], postgresql_where=sa.text('age > 18'), sqlite_where=sa.text('age > 18'))",
    )
    .but(&[("mariadb", "there are no partial indexes: we refuse, Alembic indexes all rows")]),
    row(
        "create_index: PostgreSQL's own",
        "- create_index: {name: ix, table: account, columns: [{column: email, ops: text_pattern_ops, nulls: first}], using: btree, include: [age], with: {fillfactor: 70}, nulls_not_distinct: true, unique: true}",
        "op.create_index('ix', 'account', [sa.text('email text_pattern_ops NULLS FIRST')], unique=True, postgresql_using='btree', postgresql_include=['age'], postgresql_with={'fillfactor': 70}, postgresql_nulls_not_distinct=True)",
    )
    .but(POSTGRES_ONLY),
    row(
        "create_index: length",
        "- create_index: {name: ix, table: account, columns: [{column: email, length: 10}]}",
        "op.create_index('ix', 'account', ['email'], mariadb_length=10)",
    )
    .but(&[
        ("postgres", "no dialect but MySQL's has prefixes: we refuse, Alembic indexes the whole"),
        ("sqlite", "no dialect but MySQL's has prefixes: we refuse, Alembic indexes the whole"),
    ]),
    row(
        "create_index: concurrently",
        "- create_index: {name: ix, table: account, columns: [email], concurrently: true}",
        "op.create_index('ix', 'account', ['email'], postgresql_concurrently=True)",
    ),
    row(
        "create_index: if_not_exists",
        "- create_index: {name: ix, table: account, columns: [email], if_not_exists: true}",
        "op.create_index('ix', 'account', ['email'], if_not_exists=True)",
    ),
    row(
        "drop_index",
        "- create_index: {name: ix, table: account, columns: [email]}\n- drop_index: {name: ix, table: account}",
        "op.create_index('ix', 'account', ['email'])\nop.drop_index('ix', 'account')",
    ),
    // --- Constraints
    row(
        "create_unique_constraint",
        "- create_unique_constraint: {name: uq, table: account, columns: [email, age]}",
        "with batch() as b:
    b.create_unique_constraint('uq', ['email', 'age'])",
    ),
    row(
        "create_foreign_key",
        "- create_foreign_key: {name: fk, table: account, columns: [owner_id], references: {table: owner, columns: [id]}, on_delete: cascade, on_update: set_null}",
        "with batch() as b:
    b.create_foreign_key('fk', 'owner', ['owner_id'], ['id'], ondelete='CASCADE', onupdate='SET NULL')",
    ),
    row(
        "create_foreign_key: deferred, match full",
        "- create_foreign_key: {name: fk, table: account, columns: [owner_id], references: {table: owner, columns: [id]}, deferrable: true, initially: deferred, match: full}",
        "with batch() as b:
    b.create_foreign_key('fk', 'owner', ['owner_id'], ['id'], deferrable=True, initially='DEFERRED', match='FULL')",
    )
    .but(&[("mariadb", "MariaDB knows no deferred constraints: we refuse, Alembic writes what it does not take")]),
    row(
        "create_check_constraint",
        "- create_check_constraint: {name: ck, table: account, sql: age > 0 AND email <> 'it''s'}",
        "with batch() as b:
    b.create_check_constraint('ck', sa.text(\"age > 0 AND email <> 'it''s'\"))",
    ),
    row(
        "create_exclude_constraint",
        "- create_exclude_constraint: {name: ex, table: account, using: hash, elements: [{column: email, with: '='}], where: age > 0}",
        "op.create_exclude_constraint('ex', 'account', ('email', '='), using='hash', where='age > 0')",
    )
    .but(POSTGRES_ONLY),
    row(
        "drop_constraint: each kind",
        "- create_unique_constraint: {name: uq, table: account, columns: [email]}
- create_foreign_key: {name: fk, table: account, columns: [owner_id], references: {table: owner, columns: [id]}}
- create_check_constraint: {name: ck, table: account, sql: age > 0}
- drop_constraint: {name: fk, table: account}
- drop_constraint: {name: uq, table: account}
- drop_constraint: {name: ck, table: account}",
        "with batch() as b:
    b.create_unique_constraint('uq', ['email'])
    b.create_foreign_key('fk', 'owner', ['owner_id'], ['id'])
    b.create_check_constraint('ck', sa.text('age > 0'))
more = [sa.UniqueConstraint('email', name='uq'), sa.ForeignKeyConstraint(['owner_id'], ['owner.id'], name='fk'), sa.CheckConstraint('age > 0', name='ck')]
with batch('account', *more) as b:
    b.drop_constraint('fk', type_='foreignkey')
    b.drop_constraint('uq', type_='unique')
    b.drop_constraint('ck', type_='check')",
    )
    .but(&[("mariadb", "Alembic leaves the index that the server made for the foreign key")]),
    row(
        "drop and create a primary key",
        "- drop_constraint: {name: account_pkey, table: account, type: primary_key}\n- create_primary_key: {name: pk, table: account, columns: [id, age]}",
        "with batch() as b:
    b.drop_constraint('account_pkey', type_='primary')
    b.create_primary_key('pk', ['id', 'age'])",
    )
    .but(&[("sqlite", "Alembic finds no constraint of that name")]),
    // --- Data
    row(
        "bulk_insert",
        "- bulk_insert: {table: owner, columns: [id, name], rows: [[10, it's], [11, 'back\\slash'], [12, null]]}",
        "op.bulk_insert(sa.table('owner', sa.column('id', sa.Integer), sa.column('name', sa.String)),
    [{'id': 10, 'name': \"it's\"}, {'id': 11, 'name': 'back\\\\slash'}, {'id': 12, 'name': None}])",
    ),
    row(
        "execute",
        "- execute: UPDATE account SET age = age + 1 WHERE id = 1\n- execute: CREATE VIEW young AS SELECT id FROM account WHERE age < 35",
        "op.execute('UPDATE account SET age = age + 1 WHERE id = 1')\nop.execute('CREATE VIEW young AS SELECT id FROM account WHERE age < 35')",
    ),
    row(
        "update and delete",
        "- update: {table: account, set: {state: done, age: {sql: age * 2}}, where: id = 2}\n- delete: {table: account, where: id = 1}",
        "t = sa.table('account', sa.column('id', sa.Integer), sa.column('age', sa.Integer), sa.column('state', sa.String))
op.execute(t.update().where(t.c.id == op.inline_literal(2)).values(state=op.inline_literal('done'), age=t.c.age * op.inline_literal(2)))
op.execute(t.delete().where(t.c.id == op.inline_literal(1)))",
    ),
];
