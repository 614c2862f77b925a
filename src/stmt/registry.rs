//! The list of all statements: one line each, with the template that renders it.

/// Hands the list to another macro.
macro_rules! statements {
    ($callback:ident) => {
        $callback! {
            CreateTable "statement/create_table.sql";
            DropTable "statement/drop_table.sql";
            RenameTable "statement/rename_table.sql";
            CommentOnTable "statement/comment_on_table.sql";
            AddColumn "statement/add_column.sql";
            DropColumn "statement/drop_column.sql";
            RenameColumn "statement/rename_column.sql";
            AlterColumnType "statement/alter_column_type.sql";
            RedefineColumn "statement/redefine_column.sql";
            RestateColumn "statement/restate_column.sql";
            ModifyProperties "statement/modify_properties.sql";
            SetNullable "statement/set_nullable.sql";
            SetDefault "statement/set_default.sql";
            DropDefault "statement/drop_default.sql";
            AddIdentity "statement/add_identity.sql";
            DropIdentity "statement/drop_identity.sql";
            RestartIdentity "statement/restart_identity.sql";
            CommentOnColumn "statement/comment_on_column.sql";
            AddConstraint "statement/add_constraint.sql";
            DropConstraint "statement/drop_constraint.sql";
            DropUnnamedConstraint "statement/drop_unnamed_constraint.sql";
            RenameConstraint "statement/rename_constraint.sql";
            ValidateConstraint "statement/validate_constraint.sql";
            CreateIndex "statement/create_index.sql";
            DropIndex "statement/drop_index.sql";
            RenameIndex "statement/rename_index.sql";
            Insert "statement/insert.sql";
            Update "statement/update.sql";
            Delete "statement/delete.sql";
            CopyRows "statement/copy_rows.sql";
            Raw "statement/raw.sql";
            CreateSchema "statement/create_schema.sql";
            DropSchema "statement/drop_schema.sql";
            CreateEnum "statement/create_enum.sql";
            DropEnum "statement/drop_enum.sql";
            RenameEnum "statement/rename_enum.sql";
            AddEnumValue "statement/add_enum_value.sql";
            RenameEnumValue "statement/rename_enum_value.sql";
            CreateSequence "statement/create_sequence.sql";
            AlterSequence "statement/alter_sequence.sql";
            DropSequence "statement/drop_sequence.sql";
            RetypeSequence "statement/retype_sequence.sql";
            CreateExtension "statement/create_extension.sql";
            DropExtension "statement/drop_extension.sql";
            Grant "statement/grant.sql";
            Revoke "statement/revoke.sql";
            AttachPartition "statement/attach_partition.sql";
            DetachPartition "statement/detach_partition.sql";
            SetIdentity "statement/set_identity.sql";
            CreateView "statement/create_view.sql";
            DropView "statement/drop_view.sql";
            CommentOnView "statement/comment_on_view.sql";
            CreateMaterializedView "statement/create_materialized_view.sql";
            RefreshMaterializedView "statement/refresh_materialized_view.sql";
            CreateRoutine "statement/create_routine.sql";
            DropRoutine "statement/drop_routine.sql";
            CreateTrigger "statement/create_trigger.sql";
            DropTrigger "statement/drop_trigger.sql";
            Tolerating "statement/tolerating.sql";
            SetRole "statement/set_role.sql";
            ResetRole "statement/reset_role.sql";
            Begin "script/begin.sql";
            Commit "script/commit.sql";
            SessionStart "script/session_start.sql";
            SessionEnd "script/session_end.sql";
            Guard "script/guard.sql";
            StandsAt "script/stands_at.sql";
            GuardRange "script/guard_range.sql";
            RunIf "script/run_if.sql";
            CreateVersionTable "script/create_version_table.sql";
            WidenVersionTable "script/widen_version_table.sql";
            InsertVersion "script/insert_version.sql";
            UpdateVersion "script/update_version.sql";
            DeleteVersion "script/delete_version.sql";
            CheckForeignKeys "script/check_foreign_keys.sql";
            KeepNumbering "script/keep_numbering.sql";
            Echo "script/echo.sql";
        }
    };
}

pub(crate) use statements;

macro_rules! statement_enum {
    ($($name:ident $path:literal;)*) => {
        /// Any statement.
        #[derive(Clone, Debug)]
        #[allow(missing_docs)] // The variants are the structs'.
        pub enum Stmt { $($name(Box<super::$name>)),* }

        $(impl From<super::$name> for Stmt {
            fn from(statement: super::$name) -> Stmt {
                Stmt::$name(Box::new(statement))
            }
        })*
    };
}

statements!(statement_enum);
