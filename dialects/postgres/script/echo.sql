DO {{ d.dollar(s) }}
BEGIN
    RAISE NOTICE USING MESSAGE = {{ s.text }};
END
{{ d.dollar(s) }};
