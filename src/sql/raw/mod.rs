//! The user's own SQL: split into statements, parsed where it can be, its effects read.
