EXEC sp_rename {{ d.text_name(s.from) }}, {{ d.text(s.to) }};
