BEGIN
    EXECUTE IMMEDIATE {{ d.statement(s.statement) }};
EXCEPTION
    WHEN OTHERS THEN
        IF SQLCODE <> {% match s.fault %}
{%- when Tolerated::NoTable %}-942{% when Tolerated::NameTaken %}-955{% when Tolerated::NoColumn %}-904{% when Tolerated::ColumnExists %}-1430
{%- when Tolerated::NoIndex %}-1418{% when Tolerated::NoConstraint %}-2443{% when Tolerated::NotNullAlready %}-1442{% when Tolerated::NullableAlready %}-1451
{%- endmatch %} THEN
            RAISE;
        END IF;
END;
/
