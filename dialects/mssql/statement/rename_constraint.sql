EXEC sp_rename {{ d.text_sibling(s.table, s.from) }}, {{ d.text(s.to) }}, N'OBJECT';
