-- Everything that a script can leave in the current database, one line a fact, fields parted by tabs:
-- kind, relation, name, then what is to be compared.
SELECT 'relation', table_name, table_type, engine, table_collation, replace(table_comment, '\n', '\\n'),
    regexp_replace(create_options, 'max_rows=[0-9]+', '')
FROM information_schema.tables WHERE table_schema = DATABASE();

SELECT 'column', table_name, column_name, concat('position=', ordinal_position), column_type, is_nullable,
    column_default, extra, collation_name, generation_expression, replace(column_comment, '\n', '\\n')
FROM information_schema.columns WHERE table_schema = DATABASE();

SELECT 'index', table_name, index_name, non_unique, index_type, replace(max(index_comment), '\n', '\\n'),
    group_concat(concat(column_name, '(', coalesce(sub_part, ''), ')', coalesce(collation, '')) ORDER BY seq_in_index)
FROM information_schema.statistics WHERE table_schema = DATABASE()
GROUP BY table_name, index_name, non_unique, index_type;

SELECT 'constraint', k.table_name, k.constraint_name, group_concat(k.column_name ORDER BY k.ordinal_position),
    k.referenced_table_name, group_concat(k.referenced_column_name ORDER BY k.ordinal_position),
    r.update_rule, r.delete_rule
FROM information_schema.key_column_usage k
LEFT JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema
    AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
WHERE k.table_schema = DATABASE()
GROUP BY k.table_name, k.constraint_name, k.referenced_table_name, r.update_rule, r.delete_rule;

SELECT 'check', table_name, constraint_name, level, replace(check_clause, '\n', ' ')
FROM information_schema.check_constraints WHERE constraint_schema = DATABASE();

SELECT 'definition', table_name, replace(view_definition, '\n', ' '), check_option
FROM information_schema.views WHERE table_schema = DATABASE();

SELECT 'trigger', event_object_table, trigger_name, action_timing, event_manipulation, replace(action_statement, '\n', '\\n')
FROM information_schema.triggers WHERE trigger_schema = DATABASE();

SELECT 'routine', routine_name, routine_type, data_type, replace(routine_definition, '\n', '\\n'),
    is_deterministic, sql_data_access
FROM information_schema.routines WHERE routine_schema = DATABASE();
