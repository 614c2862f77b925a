SELECT {{ s.text }} FROM dual;
