//! The text of a new revision.

use super::scalar;

/// What stands in a new revision.
#[derive(Clone, Debug, Default)]
pub struct NewRevision {
    /// Its id.
    pub id: String,
    /// The ids of its parents; none for a base.
    pub parents: Vec<String>,
    /// One line for people; may be empty.
    pub message: String,
    /// When, as written.
    pub create_date: String,
    /// Names of the branch that begins with it.
    pub branch_labels: Vec<String>,
    /// What must have run before.
    pub depends_on: Vec<String>,
}

/// What follows `upgrade: []` in a revision that somebody is about to fill in: the
/// commonest operations, and the three ways of saying how they are undone.
const EXAMPLES: &str = "\
# Put operations below `upgrade:`, in place of the []. The commonest, to copy from:
#
#  - create_table:
#      name: account
#      columns:
#        - {name: id, type: bigint, primary_key: true, autoincrement: true}
#        - {name: email, type: varchar(255), nullable: false, unique: true}
#        - {name: created_at, type: datetimetz, nullable: false, default: {sql: CURRENT_TIMESTAMP}}
#  - add_column: {table: account, column: {name: active, type: boolean, nullable: false}, backfill: true}
#  - alter_column: {table: account, column: email, type: varchar(320)}
#  - create_index: {name: ix_account_active, table: account, columns: [active]}
#  - bulk_insert: {table: account, rows: [{id: 1, email: root@example.org, active: true}]}
#  - update: {table: account, set: {active: false}, where: \"email LIKE '%@example.com'\"}
#  - drop_column: {table: account, column: active}
#  - execute:
#      sql: UPDATE account SET email = REPLACE(email, '.org', '.net')
#      undo: UPDATE account SET email = REPLACE(email, '.net', '.org')
#
# The way back is derived. To write it yourself, or to say that there is none:
#
# downgrade:
#  - drop_table: account
# downgrade: {irreversible: the old rows are gone}
";

/// The text of a new revision that does nothing yet; `examples` is whether operations to
/// copy from stand below.
pub fn text(new: &NewRevision, examples: bool) -> String {
    let mut text = header(new);
    text.push_str("\nupgrade: []\n");
    if examples {
        text.push('\n');
        text.push_str(EXAMPLES);
    }
    text
}

/// The first revision of a new project, which does something to look at.
pub fn first(new: &NewRevision) -> String {
    header(new)
        + "
upgrade:
  - create_table:
      name: account
      columns:
        - {name: id, type: bigint, primary_key: true, autoincrement: true}
        - {name: email, type: varchar(255), nullable: false, unique: true}
        - {name: active, type: boolean, nullable: false, default: true}

# The way back is derived: `compile downgrade head:base` drops the table.
"
}

fn header(new: &NewRevision) -> String {
    let list = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| scalar(name)).collect();
        format!("[{}]", names.join(", "))
    };
    let parents = match new.parents.as_slice() {
        [] => "null".to_owned(),
        [only] => scalar(only),
        several => list(several),
    };
    let mut text = format!("revision: {}\ndown_revision: {parents}\n", scalar(&new.id));
    if !new.message.is_empty() {
        text.push_str(&format!("message: {}\n", scalar(&new.message)));
    }
    text.push_str(&format!("create_date: {}\n", new.create_date));
    if !new.branch_labels.is_empty() {
        text.push_str(&format!("branch_labels: {}\n", list(&new.branch_labels)));
    }
    if !new.depends_on.is_empty() {
        text.push_str(&format!("depends_on: {}\n", list(&new.depends_on)));
    }
    text
}
