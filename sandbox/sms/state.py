"""The text messages the gateway has taken, how they are counted in parts, and their delivery reports."""

import json
import secrets
from dataclasses import astuple, dataclass
from datetime import UTC, datetime

from sandbox import state

# The characters of GSM 03.38; those in the second row take two places.
GSM7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_DOUBLE = set("^{}\\[~]|€\f")
PRICE_PER_PART = 3500  # in ten-thousandths of a krona, the unit such gateways answer with

state.schema(
    "sms",
    """
    CREATE TABLE IF NOT EXISTS sms_messages (
        id TEXT PRIMARY KEY, received_at TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL,
        message TEXT NOT NULL, parts INTEGER NOT NULL, callback TEXT, headers TEXT NOT NULL
    );
    """,
)


@dataclass(frozen=True)
class Message:
    """One text message as the gateway took it."""

    id: str
    received_at: str
    sender: str
    recipient: str
    message: str
    parts: int


def parts(message: str) -> int:
    """Count how many parts a text takes: 160/153 signs in GSM-7, else 70/67 in UTF-16."""
    if set(message) <= GSM7 | GSM7_DOUBLE:
        length = len(message) + sum(sign in GSM7_DOUBLE for sign in message)
        single, joined = 160, 153
    else:
        length, single, joined = len(message.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= single else -(-length // joined)


def keep(*, sender: str, recipient: str, message: str, callback: str | None, request_id: str) -> Message:
    """Keep a message and give it its id. The same text sent twice is two messages, as in life."""
    taken = Message(
        "s" + secrets.token_hex(16),
        datetime.now(UTC).isoformat(timespec="milliseconds"),
        sender,
        recipient,
        message,
        parts(message),
    )
    with state.transaction() as db:
        db.execute(
            "INSERT INTO sms_messages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*astuple(taken), callback, json.dumps({"x-request-id": request_id})),
        )
    return taken


def messages(limit: int = 200) -> list[Message]:
    """Return the latest messages, newest first."""
    sql = (
        "SELECT id, received_at, sender, recipient, message, parts FROM sms_messages"
        " ORDER BY rowid DESC LIMIT ?"
    )
    return [Message(*row) for row in state.connection().execute(sql, (limit,))]
