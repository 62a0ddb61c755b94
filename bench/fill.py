"""Fills the database with a year of requests and with people whose form only has to be sent."""

from pathlib import Path

import psycopg

SCRIPT = Path(__file__).with_name("fill.sql")
FIRST_REQUESTER, FIRST_SENDER = 1_000_001, 2_000_001
SENT_TO = "ekbackens-vardcentral"


def fill(connection: psycopg.Connection, *, requests: int, senders: int) -> None:
    """Run the script and let PostgreSQL look at what it has got."""
    for name, value in (("requests", requests), ("senders", senders)):
        connection.execute("SELECT set_config(%s, %s, false)", [f"bench.{name}", str(value)])
    connection.execute(SCRIPT.read_bytes())
    connection.execute("RESET session_replication_role")
    connection.execute("SELECT renewals_recount()")
    connection.execute("VACUUM ANALYZE")


def token_of(patient_id: int | str) -> str:
    """Give the token under which the script has signed somebody in."""
    return f"bench-token-{patient_id}"


def own_requests(connection: psycopg.Connection, *, limit: int) -> list[tuple[int, str]]:
    """Give signed-in patients, each with one request of theirs."""
    rows = connection.execute(
        "SELECT patient_id, min(id::text) FROM renewals_renewalrequest WHERE patient_id BETWEEN %s AND %s"
        " GROUP BY patient_id ORDER BY patient_id LIMIT %s",
        [FIRST_REQUESTER, FIRST_REQUESTER + 3999, limit],
    )
    return rows.fetchall()


def demo_requests(connection: psycopg.Connection) -> list[str]:
    """Give the demo's requests: their patients are those whom the sandbox's store knows."""
    rows = connection.execute(
        "SELECT id::text FROM renewals_renewalrequest WHERE patient_id < %s ORDER BY id", [FIRST_REQUESTER]
    )
    return [row[0] for row in rows]


def clinic_slugs(connection: psycopg.Connection, *, limit: int) -> list[str]:
    """Give the names in addresses of some clinics, of all kinds."""
    rows = connection.execute("SELECT slug FROM clinics_clinic ORDER BY md5(slug) LIMIT %s", [limit])
    return [row[0] for row in rows]
