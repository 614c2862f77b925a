PRINT {{ s.text }};
