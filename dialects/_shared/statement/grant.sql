GRANT {{ d.list(s.privileges) }} ON {% let target = s.target %}{% include "part/grant_target.sql" %} TO {{ d.grantees(s.roles) }}{% if s.with_grant_option %} WITH GRANT OPTION{% endif %};
