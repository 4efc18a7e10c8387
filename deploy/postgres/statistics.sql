-- What the probe of PostgreSQL reads. The library is loaded by the server's command line.
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
