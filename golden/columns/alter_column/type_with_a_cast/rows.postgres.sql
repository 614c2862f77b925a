INSERT INTO account VALUES (1, '7', 1, false, '2026-01-01 10:00:00');
