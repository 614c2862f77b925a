GENERATED {% if identity.always %}ALWAYS{% else %}BY DEFAULT{% endif %} AS IDENTITY
{%- if !identity.options.is_empty() %} ({{ identity.options.join(" ") }}){% endif -%}
