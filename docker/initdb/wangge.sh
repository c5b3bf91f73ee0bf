#!/bin/sh
# Runs once, when PostgreSQL makes its data folder: the same SQL as everywhere (event-store/src/main/resources/db/bootstrap).
# The tables come with the command side's first start.
set -eu
bootstrap=${WANGGE_BOOTSTRAP:-/bootstrap}
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v migrator_password="$WANGGE_MIGRATOR_PASSWORD" \
  -v command_password="$WANGGE_COMMAND_PASSWORD" \
  -v query_password="$WANGGE_QUERY_PASSWORD" \
  -f "$bootstrap/roles.sql" \
  -f "$bootstrap/database.sql"
