"""The three database roles and the databases: owner migrates, app serves, report sees no names."""

from __future__ import annotations

import psycopg
from psycopg import sql

from doorstroom.database.embedded import Cluster

OWNER, APP, REPORT = "doorstroom_owner", "doorstroom_app", "doorstroom_report"


def connect(cluster: Cluster, database: str = "postgres") -> psycopg.Connection:
    return psycopg.connect(
        host=str(cluster.sockets),
        user=cluster.superuser,
        dbname=database,
        autocommit=True,
        connect_timeout=20,
    )


def ensure_roles(connection: psycopg.Connection) -> None:
    known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles").fetchall()}
    if OWNER not in known:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB NOBYPASSRLS").format(sql.Identifier(OWNER)))
    for role in (APP, REPORT):
        if role not in known:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN NOBYPASSRLS NOINHERIT").format(sql.Identifier(role)))


def database_exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def create_database(connection: psycopg.Connection, name: str, template: str = "template0") -> None:
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
        )
    )


def drop_database(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def ensure_database(cluster: Cluster, name: str) -> None:
    with connect(cluster) as connection:
        ensure_roles(connection)
        if not database_exists(connection, name):
            create_database(connection, name)
