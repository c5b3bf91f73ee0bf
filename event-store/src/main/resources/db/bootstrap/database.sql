-- What the roles may do in one database. Run once per database, by a superuser, after roles.sql.
DO $$
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO wangge_migrator, wangge_command, wangge_query', current_database());
  EXECUTE format('GRANT CREATE ON DATABASE %I TO wangge_owner', current_database());
  -- Views are disposable: the query side makes and swaps the schemas that hold them.
  EXECUTE format('GRANT CREATE ON DATABASE %I TO wangge_query', current_database());
END
$$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO wangge_owner;
