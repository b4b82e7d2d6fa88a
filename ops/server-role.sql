-- What a role needs to run the server, and no more: it can neither change the schema nor empty a table. Run this as the
-- owner of the tables, which the release command goes on using (docs/runbook.md, "A role that cannot change the schema"),
-- before or after the first release. It covers the tables of later releases too.
--
-- Make the role first:
--   create role betzenstein_server login password '…';

create schema if not exists drizzle;
grant usage on schema public, drizzle to betzenstein_server;

grant select, insert, update, delete on all tables in schema public to betzenstein_server;
grant usage on all sequences in schema public to betzenstein_server;
-- The server asks which migrations there are.
grant select on all tables in schema drizzle to betzenstein_server;

alter default privileges in schema public grant select, insert, update, delete on tables to betzenstein_server;
alter default privileges in schema public grant usage on sequences to betzenstein_server;
alter default privileges in schema drizzle grant select on tables to betzenstein_server;

-- Before PostgreSQL 15 everybody could make tables.
revoke create on schema public from public;
