BEGIN
    DBMS_MVIEW.REFRESH({{ d.text_name(s.name) }});
END;
/
