{% let rows = d.name(s.table) -%}
{% if s.empty %}(SELECT COUNT(*) FROM {{ rows }}) = 0{% endif -%}
{% if !s.singles.is_empty() %}{% if s.empty %} OR {% endif %}(SELECT COUNT(*) FROM {{ rows }}) = 1 AND (SELECT COUNT(*) FROM {{ rows }} WHERE version_num IN ({{ d.list(s.singles) }})) = 1{% endif -%}
{% for set in s.sets %}{% if s.empty || !s.singles.is_empty() || !loop.first %} OR {% endif %}(SELECT COUNT(*) FROM {{ rows }}) = {{ set.len() }} AND (SELECT COUNT(*) FROM {{ rows }} WHERE version_num IN ({{ d.list(set) }})) = {{ set.len() }}{% endfor -%}
