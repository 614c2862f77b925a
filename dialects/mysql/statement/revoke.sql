REVOKE {% if s.option_only %}GRANT OPTION{% else %}{{ d.list(s.privileges) }}{% endif %} ON {% let target = s.target %}{% include "part/grant_target.sql" %} FROM {{ d.grantees(s.roles) }};
