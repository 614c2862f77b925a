{{ s.text }};
