//! The stable codes. A code is listed here once; its wording is where it is found.

/// A stable code such as `E0301`; what it stands for never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// The code as the user sees it.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// What faults of this kind have in common, in a few words.
    pub fn title(self) -> &'static str {
        ALL.iter().find(|(code, _)| *code == self).map_or("", |(_, title)| title)
    }
}

macro_rules! codes {
    ($($code:ident $title:literal;)*) => {
        $(#[doc = $title] pub const $code: Code = Code(stringify!($code));)*

        /// Every code with its title, in order.
        pub const ALL: &[(Code, &str)] = &[$(($code, $title)),*];

        /// Every code with the page that explains it, in order.
        pub const PAGES: &[(Code, &str)] =
            &[$(($code, include_str!(concat!("explain/", stringify!($code), ".md")))),*];
    };
}

codes! {
    E0101 "The file could not be read.";
    E0102 "The file is not UTF-8.";
    E0103 "The YAML is not well-formed.";
    E0104 "A bound on size, nesting or aliases was passed.";
    E0105 "The same key stands twice in one mapping.";
    E0106 "An unknown key.";
    E0107 "A required key is missing.";
    E0108 "A value has the wrong shape.";
    E0109 "An unknown operation.";
    E0110 "Keys that exclude or need each other.";
    E0111 "An unknown variable.";
    E0112 "The file could not be written.";
    E0113 "A golden file differs, is missing or belongs to no revision.";
    E0114 "A command that was to run on a file failed.";
    E0201 "A revision names a parent that does not exist.";
    E0202 "Revisions form a cycle.";
    E0203 "The same revision id, label or tag stands twice.";
    E0204 "A dependency points nowhere.";
    E0205 "A revision name or range that matches nothing.";
    E0206 "A revision name that could mean several revisions.";
    E0207 "Several heads where one is wanted.";
    E0208 "A range that cannot be walked.";
    E0209 "A revision id, label or tag that cannot be used as one.";
    E0210 "A relative step that leaves the tree.";
    E0211 "A revision is continued that is no head.";
    E0212 "A frozen revision changed, vanished or got another parent.";
    E0301 "Unknown table.";
    E0302 "Unknown column.";
    E0303 "Unknown constraint, index, enum, sequence, view or other object.";
    E0304 "The object exists already.";
    E0310 "A foreign key refers to what does not exist yet.";
    E0311 "A foreign key has another number of columns than it refers to.";
    E0312 "A foreign key's columns have another type than those that it refers to.";
    E0313 "A foreign key refers to columns that are not a key.";
    E0314 "An object that is still referred to is dropped.";
    E0320 "A revision relies on another branch's revision, which need not have run.";
    E0321 "Two branches change the same object in ways that do not commute.";
    E0330 "A downgrade cannot be derived.";
    E0331 "A downgrade does not undo its upgrade.";
    E0332 "A downgrade runs through an irreversible revision.";
    E0340 "SQL inside a revision is lexically broken.";
    E0400 "Not supported yet.";
    E0401 "The dialect has no such feature.";
    E0402 "The dialect has no such type.";
    E0403 "The identifier is too long.";
    E0404 "The type cannot hold the value.";
    E0405 "The value cannot be written in the dialect.";
    E0406 "The dialect's version has no such feature.";
    E0407 "The dialect needs something that was not given.";
    E0501 "The configuration has an unknown key or a value of the wrong shape.";
    E0502 "Unknown dialect, or none.";
    E0503 "Unknown dialect version.";
    E0504 "Unknown target.";
    E0505 "A configured variable has no value.";
    E0506 "The command line asks for what does not go together.";
    E0507 "A configured or given place does not hold what is needed.";
}
