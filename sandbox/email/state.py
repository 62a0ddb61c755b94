"""The e-mails the sink has taken."""

from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from sandbox import state

state.schema(
    "email",
    """
    CREATE TABLE IF NOT EXISTS emails (
        id INTEGER PRIMARY KEY, received_at TEXT NOT NULL, message_id TEXT NOT NULL, sender TEXT NOT NULL,
        recipient TEXT NOT NULL, subject TEXT NOT NULL, auto_submitted TEXT NOT NULL,
        content_type TEXT NOT NULL, body TEXT NOT NULL
    );
    """,
)


@dataclass(frozen=True)
class Email:
    """One e-mail as the sink took it; the recipient is the envelope's."""

    received_at: str
    message_id: str
    sender: str
    recipient: str
    subject: str
    auto_submitted: str
    content_type: str
    body: str


def keep(*, sender: str, recipients: list[str], content: bytes) -> None:
    """Keep an e-mail, one row for each recipient."""
    message = message_from_bytes(content, _class=EmailMessage, policy=default)
    part = message.get_body(("plain", "html"))
    text = part.get_content() if part else ""
    with state.transaction() as db:
        for recipient in recipients:
            email = Email(
                datetime.now(UTC).isoformat(timespec="milliseconds"),
                str(message["Message-ID"] or ""),
                sender,
                recipient,
                str(message["Subject"] or ""),
                str(message["Auto-Submitted"] or ""),
                str(message["Content-Type"] or ""),
                text,
            )
            db.execute("INSERT INTO emails VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(email))


def emails(limit: int = 200) -> list[Email]:
    """Return the latest e-mails, newest first."""
    rows = state.connection().execute("SELECT * FROM emails ORDER BY id DESC LIMIT ?", (limit,))
    return [Email(*tuple(row)[1:]) for row in rows]
