"""Makes the database and its three roles, and gives their addresses.

The owner owns the tables and migrates; the web and the worker own nothing, so that row-level security holds
for them. With a DATABASE_URL of one's own, that address is the owner's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tooling.postgres_settings import OWNER, SUPERUSER, WEB, WORKER
from tooling.problem import Problem

NAME = "fornya"
PATIENCE = {"connect_timeout": "3", "tcp_user_timeout": "3000"}


@dataclass(frozen=True)
class Addresses:
    """One database as three roles see it."""

    owner: str
    web: str
    worker: str


def local(sockets: Path) -> Addresses:
    """Give the addresses of the database on our own server."""
    return Addresses(*(_local(sockets, role) for role in (OWNER, WEB, WORKER)))


def prepare_local(sockets: Path, *, may_create_databases: bool = False) -> Addresses:
    """Make roles and database where they are missing; in tests the owner may make databases too."""
    right = sql.SQL("CREATEDB" if may_create_databases else "NOCREATEDB")
    with psycopg.connect(host=str(sockets), user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        for role in (OWNER, WEB, WORKER):
            if not _exists(connection, "pg_roles", "rolname", role):
                _create_login(connection, role)
        connection.execute(sql.SQL("ALTER ROLE {} {}").format(sql.Identifier(OWNER), right))
        if not _exists(connection, "pg_database", "datname", NAME):
            name, owner = sql.Identifier(NAME), sql.Identifier(OWNER)
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
        _let_in_only_ours(connection)
    return local(sockets)


def prepare_own(url: str, environment: Mapping[str, str]) -> Addresses:
    """Make the web's and the worker's roles in somebody's own database and give addresses that use them."""
    try:
        with psycopg.connect(url, connect_timeout=3, autocommit=True) as connection:
            for role in (WEB, WORKER):
                if not _exists(connection, "pg_roles", "rolname", role):
                    connection.execute(
                        sql.SQL("CREATE ROLE {} NOLOGIN NOINHERIT").format(sql.Identifier(role))
                    )
                if not _may_become(connection, role):
                    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))
    except psycopg.Error as error:
        reason = str(error).splitlines()[0]
        raise Problem(f"The database in DATABASE_URL cannot be prepared: {reason}") from None
    web = environment.get("DATABASE_WEB_URL") or as_role(url, WEB)
    return Addresses(url, web, environment.get("DATABASE_WORKER_URL") or as_role(url, WORKER))


def as_role(url: str, role: str) -> str:
    """Give the same address, whose connections act as the role from their first statement."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    query["options"] = f"{query.get('options', '')} -c role={role}".strip()
    return urlunsplit(parts._replace(query=urlencode(PATIENCE | query, quote_via=quote)))


def _local(sockets: Path, role: str) -> str:
    return f"postgresql://{role}@/{NAME}?{urlencode({'host': str(sockets)} | PATIENCE, quote_via=quote)}"


def _exists(connection: psycopg.Connection, catalogue: str, column: str, name: str) -> bool:
    found = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
        sql.Identifier(catalogue), sql.Identifier(column)
    )
    return connection.execute(found, [name]).fetchone() is not None


def _may_become(connection: psycopg.Connection, role: str) -> bool:
    return connection.execute("SELECT pg_has_role(%s, 'MEMBER')", [role]).fetchone() == (True,)


def _create_login(connection: psycopg.Connection, role: str) -> None:
    rights = "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT"
    connection.execute(sql.SQL(rights).format(sql.Identifier(role)))


def _let_in_only_ours(connection: psycopg.Connection) -> None:
    name = sql.Identifier(NAME)
    both = sql.SQL(", ").join([sql.Identifier(WEB), sql.Identifier(WORKER)])
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, both))
