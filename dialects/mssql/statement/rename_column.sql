EXEC sp_rename {{ d.text_column(s.table, s.from) }}, {{ d.text(s.to) }}, N'COLUMN';
