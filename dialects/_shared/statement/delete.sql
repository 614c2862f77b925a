{% include "part/delete.sql" %}
