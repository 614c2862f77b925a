{% include "part/update.sql" %}
