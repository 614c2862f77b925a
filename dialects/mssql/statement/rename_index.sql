EXEC sp_rename {{ d.text_column(s.table, s.from.name) }}, {{ d.text(s.to) }}, N'INDEX';
