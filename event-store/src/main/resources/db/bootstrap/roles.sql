-- The roles of a PostgreSQL cluster that holds Wangge. Run once, by a superuser; passwords are psql variables.
-- Who owns the tables: nobody logs in as owner, migrations take the role for their own duration.
CREATE ROLE wangge_owner NOLOGIN;
-- What an application may do with the log: add to it and read it, or only read it.
CREATE ROLE wangge_writer NOLOGIN;
CREATE ROLE wangge_reader NOLOGIN;
-- Who logs in.
CREATE ROLE wangge_migrator LOGIN NOINHERIT PASSWORD :'migrator_password' IN ROLE wangge_owner;
CREATE ROLE wangge_command LOGIN PASSWORD :'command_password' IN ROLE wangge_writer;
CREATE ROLE wangge_query LOGIN PASSWORD :'query_password' IN ROLE wangge_reader;
