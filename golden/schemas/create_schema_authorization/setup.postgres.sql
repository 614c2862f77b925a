CREATE ROLE "some Role";
