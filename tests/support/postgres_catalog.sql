-- Everything that a script can leave in a database, one line a fact, fields parted by tabs:
-- kind, relation or container, name, then what is to be compared. Read by psql -At.
SET search_path TO pg_catalog;
\set mine 'n.nspname !~ ''^pg_'' AND n.nspname <> ''information_schema'''
\set line 'concat_ws(E''\\t'', '

-- No privileges and the default ones spelled out are the same: REVOKE leaves the latter.
-- Nothing but the names may differ between two runs: no oid, no time, no statistics.
SELECT :line 'schema', quote_ident(n.nspname), NULL, n.nspowner::regrole, 'acl=' || coalesce(n.nspacl, acldefault('n', n.nspowner))::text,
    'comment=' || obj_description(n.oid, 'pg_namespace'))
FROM pg_namespace n WHERE :mine;

SELECT :line 'setting', setdatabase <> 0, setrole, setconfig)
FROM pg_db_role_setting WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()));

SELECT :line 'extension', extname, quote_ident(n.nspname))
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname <> 'plpgsql';

CREATE TEMPORARY VIEW relation AS
SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE :mine AND NOT EXISTS (SELECT FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e');

SELECT :line 'relation', c.oid::regclass, 'kind=' || c.relkind::text, 'persistence=' || c.relpersistence::text,
    'owner=' || c.relowner::regrole::text, 'acl=' || coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))::text, 'options=' || c.reloptions::text,
    'tablespace=' || (SELECT spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace),
    'partition_key=' || pg_get_partkeydef(c.oid), 'partition=' || pg_get_expr(c.relpartbound, c.oid),
    'parents=' || (SELECT string_agg(inhparent::regclass::text, ',' ORDER BY inhseqno)
        FROM pg_inherits i WHERE i.inhrelid = c.oid),
    'row_security=' || c.relrowsecurity::text, 'comment=' || replace(obj_description(c.oid, 'pg_class'), E'\n', '\n'))
FROM pg_temp.relation c WHERE c.relkind NOT IN ('i', 'I', 'c');

SELECT :line 'column', c.oid::regclass, quote_ident(a.attname),
    'position=' || row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum),
    format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
    CASE a.attgenerated WHEN '' THEN 'default=' ELSE 'generated=' END || pg_get_expr(d.adbin, d.adrelid),
    'identity=' || nullif(a.attidentity::text, ''),
    'collation=' || (SELECT l.oid::regcollation FROM pg_collation l JOIN pg_type t ON t.oid = a.atttypid
        WHERE l.oid = a.attcollation AND l.oid <> t.typcollation),
    'acl=' || a.attacl::text, 'comment=' || replace(col_description(c.oid, a.attnum), E'\n', '\n'))
FROM pg_temp.relation c JOIN pg_attribute a ON a.attrelid = c.oid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND a.attnum > 0 AND NOT a.attisdropped;

SELECT :line 'constraint', k.conrelid::regclass, quote_ident(k.conname), pg_get_constraintdef(k.oid),
    CASE WHEN NOT k.convalidated THEN 'NOT VALID' END,
    'comment=' || obj_description(k.oid, 'pg_constraint'))
FROM pg_constraint k JOIN pg_temp.relation c ON c.oid = k.conrelid
WHERE k.contype <> 'n';

SELECT :line 'index', i.indrelid::regclass, i.indexrelid::regclass, pg_get_indexdef(i.indexrelid),
    CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
    'comment=' || obj_description(i.indexrelid, 'pg_class'))
FROM pg_index i JOIN pg_temp.relation c ON c.oid = i.indrelid;

SELECT :line 'definition', c.oid::regclass, replace(pg_get_viewdef(c.oid, true), E'\n', ' '))
FROM pg_temp.relation c WHERE c.relkind IN ('v', 'm');

SELECT :line 'trigger', t.tgrelid::regclass, quote_ident(t.tgname), pg_get_triggerdef(t.oid), t.tgenabled)
FROM pg_trigger t JOIN pg_temp.relation c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal;

SELECT :line 'policy', p.polrelid::regclass, quote_ident(p.polname), p.polcmd,
    pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy p JOIN pg_temp.relation c ON c.oid = p.polrelid;

SELECT :line 'sequence', s.seqrelid::regclass, NULL, s.seqtypid::regtype, s.seqstart, s.seqincrement,
    s.seqmin, s.seqmax, s.seqcache, s.seqcycle, 'owned_by=' || (SELECT d.refobjid::regclass || '.' || a.attname
        FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.objid = s.seqrelid AND d.deptype IN ('a', 'i')))
FROM pg_sequence s JOIN pg_temp.relation c ON c.oid = s.seqrelid;

SELECT :line 'type', t.oid::regtype, NULL, t.typtype, 'owner=' || t.typowner::regrole::text, 'acl=' || t.typacl::text,
    'labels=' || (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)
        FROM pg_enum e WHERE e.enumtypid = t.oid),
    'domain=' || (SELECT string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY conname)
        FROM pg_constraint k WHERE k.contypid = t.oid), 'comment=' || obj_description(t.oid, 'pg_type'))
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE :mine AND t.typtype IN ('e', 'd', 'r') AND NOT EXISTS (SELECT FROM pg_depend d
    WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e');

SELECT :line 'routine', p.oid::regprocedure, NULL, 'owner=' || p.proowner::regrole::text, 'acl=' || coalesce(p.proacl, acldefault('f', p.proowner))::text,
    CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE replace(pg_get_functiondef(p.oid), E'\n', '\n') END,
    'comment=' || obj_description(p.oid, 'pg_proc'))
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE :mine AND NOT EXISTS (SELECT FROM pg_depend d
    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e');

-- The rows, of whatever tables there are: psql runs each statement that this one writes.
SELECT format('SELECT %s ''row'', %L, row_to_json(t)) FROM %s AS t', 'concat_ws(E''\t'', ', c.oid::regclass, c.oid::regclass)
FROM pg_temp.relation c WHERE c.relkind = 'r'
\gexec
