#!/bin/bash
# A database and a role for each service; nobody reads across. Runs once, when the data directory is new.
set -euo pipefail
for name in auth mfa session notification recovery; do
  password=$(<"/run/portcullis/keys/$name")
  psql -v ON_ERROR_STOP=1 -v name="$name" -v password="$password" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
done
