"""The text of PostgreSQL's three settings files."""

from collections.abc import Iterable
from pathlib import Path

CONF = "fornya.conf"
SUPERUSER = "postgres"
OWNER, WEB, WORKER = "fornya_owner", "fornya_web", "fornya_worker"

# Only the socket exists, and on it the operating system says who is calling.
HBA = "local all all peer map=fornya\n"

# A statement, a parameter or the detail of an error may hold what a patient wrote: none of it is logged.
ALWAYS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "lc_messages": "'C'",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def settings(sockets: Path, *, durable: bool) -> str:
    """Give the settings for a small machine."""
    quoted = str(sockets).replace("'", "''")
    chosen = ALWAYS | {"unix_socket_directories": f"'{quoted}'"} | (DURABLE if durable else THROW_AWAY)
    return "".join(f"{name} = {value}\n" for name, value in chosen.items())


def ident(users: Iterable[str]) -> str:
    """Say which users of the operating system may be which role: those given, any of ours."""
    roles = (SUPERUSER, OWNER, WEB, WORKER)
    return "".join(f'fornya "{user}" {role}\n' for user in sorted(users) for role in roles)
