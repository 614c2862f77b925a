//! Chains of revisions to measure with.
//!
//! In: how many. Out: their files' names and texts, each about 1.3 kB: a table with nine
//! columns and a foreign key to the one before, an index, an added column, an update, a NOT
//! NULL. `alembic.py` writes the same chain for Alembic; a change here is a change there.

use cucurbit::dialect::DialectName;

/// The file of revision `n` of a chain, counted from 1, as (name, YAML).
pub fn revision(n: usize) -> (String, String) {
    let (id, table) = (id(n), table(n));
    let parent = if n == 1 { "null".to_owned() } else { self::id(n - 1) };
    // The first table has none before it and points at itself.
    let before = self::table(n.max(2) - 1);
    let text = format!(
        r#"revision: {id}
down_revision: {parent}
message: measurements of series {n}
create_date: 2026-03-01T10:00:00Z
upgrade:
  - create_table:
      name: {table}
      columns:
        - {{name: id, type: bigint, nullable: false}}
        - {{name: previous_id, type: bigint}}
        - {{name: station_name, type: varchar(80), nullable: false}}
        - {{name: state, type: varchar(20), nullable: false, default: active}}
        - {{name: measured_at, type: datetimetz, nullable: false}}
        - {{name: amount, type: "numeric(12, 3)"}}
        - {{name: is_checked, type: boolean, nullable: false, default: false}}
        - {{name: remark, type: text}}
        - {{name: created_at, type: datetime, nullable: false, default: {{sql: CURRENT_TIMESTAMP}}}}
      primary_key: {{name: pk_{table}, columns: [id]}}
      foreign_keys:
        - name: fk_{table}_previous
          columns: [previous_id]
          references: {{table: {before}, columns: [id]}}
          on_delete: cascade
  - create_index:
      name: ix_{table}_station
      table: {table}
      columns: [station_name, measured_at]
  - add_column:
      table: {table}
      column: {{name: quality, type: integer}}
  - update:
      table: {table}
      set: {{quality: 0}}
      where: "quality IS NULL"
  - alter_column: {{table: {table}, column: quality, nullable: false}}
"#
    );
    (format!("{id}_measurements_{n:06}.yaml"), text)
}

/// The file of revision `n` of a chain whose tables are used by others: an enum that grows, a
/// view, a trigger, a new name for a column that they speak of.
#[allow(dead_code)] // Nobody writes this one to disk.
pub fn with_users(n: usize, dialect: DialectName) -> (String, String) {
    let parent = if n == 1 { "null".to_owned() } else { id(n - 1) };
    let (id, table) = (id(n), table(n));
    let (function, trigger) = match dialect {
        DialectName::Postgres => (
            format!(
                "\n  - create_function: {{name: f_{table}, returns: trigger, language: plpgsql, body: BEGIN RETURN NEW; END}}"
            ),
            format!("timing: after, execute: f_{table}()"),
        ),
        _ => (String::new(), "timing: after, body: \"SELECT 1;\"".to_owned()),
    };
    let text = format!(
        r#"revision: {id}
down_revision: {parent}
upgrade:
  - create_enum: {{name: e_{table}, values: [low, high]}}
  - create_table:
      name: {table}
      columns:
        - {{name: id, type: bigint, primary_key: true}}
        - {{name: amount, type: integer, nullable: false}}
        - {{name: level, type: e_{table}}}
  - create_view: {{name: v_{table}, sql: SELECT id FROM {table} WHERE amount > 0}}{function}
  - create_trigger: {{name: tr_{table}, table: {table}, events: [insert], {trigger}}}
  - add_enum_value: {{enum: e_{table}, value: highest}}
  - alter_column: {{table: {table}, column: amount, nullable: true}}
  - alter_column: {{table: {table}, column: amount, new_name: total}}
"#
    );
    (format!("{id}_users_{n:06}.yaml"), text)
}

/// Twelve hexadecimal digits that look like Alembic's and do not follow the chain's order.
fn id(n: usize) -> String {
    // An odd factor permutes the numbers below 2^48, so no two are the same.
    format!("{:012x}", (n as u64).wrapping_mul(0x9e37_79b9_7f4b) & 0xffff_ffff_ffff)
}

fn table(n: usize) -> String {
    format!("measurement_{n:06}")
}
