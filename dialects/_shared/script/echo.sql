SELECT {{ s.text }};
