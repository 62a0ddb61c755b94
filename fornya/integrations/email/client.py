"""Send one e-mail: plain text, marked as automatic, under a Message-ID that the caller decides.

The same Message-ID is used when a message is sent again, so that the receiver's mail system can drop the
second copy.
"""

import smtplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

import structlog

from fornya.integrations.http import CONNECT_TIMEOUT, READ_TIMEOUT, Refused, Unavailable

log = structlog.get_logger("fornya.integrations")

Tls = Literal["offered", "required"]


class Mailer:
    """The deployer's mail server. With `tls="offered"`, STARTTLS is used when the server has it."""

    def __init__(
        self,
        host: str,
        port: int,
        sender: str,
        *,
        tls: Tls = "required",
        user: str = "",
        password: str = "",
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._host, self._port, self._sender = host, port, sender
        self._tls, self._user, self._password = tls, user, password
        self._context = context or ssl.create_default_context()

    @classmethod
    def from_url(cls, url: str, sender: str, *, context: ssl.SSLContext | None = None) -> Self:
        """Read `smtp://user:password@host:port?tls=required`; without `tls`, STARTTLS is used when offered.

        raises: ValueError
        """
        parts = urlsplit(url)
        tls = parse_qs(parts.query).get("tls", ["offered"])[0]
        if parts.scheme != "smtp" or not parts.hostname or tls not in ("offered", "required"):
            raise ValueError("an SMTP address looks like smtp://host:port, perhaps with ?tls=required")
        return cls(
            parts.hostname,
            parts.port or 587,
            sender,
            tls="required" if tls == "required" else "offered",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            context=context,
        )

    def send(self, to: str, subject: str, text: str, message_id: str) -> None:
        """Hand one message to the mail server. raises: Refused, Unavailable"""
        message = self._message(to, subject, text, message_id)
        started = time.monotonic()
        try:
            with self._session() as server:
                _deliver(server, message)
        except Unavailable as problem:
            self._log("warning", started, error=problem.reason)
            raise
        except Refused as refused:
            self._log("warning", started, error=refused.code)
            raise
        self._log("info", started, status=250)

    def _message(self, to: str, subject: str, text: str, message_id: str) -> EmailMessage:
        message = EmailMessage()
        try:
            message["To"] = Address(addr_spec=to)
        except (ValueError, IndexError, MessageError):
            raise Refused("recipient") from None
        message["From"] = self._sender
        message["Subject"] = subject
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Message-ID"] = message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text, charset="utf-8")
        return message

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        """Open a session, encrypted and signed in as the settings want it; nothing has been sent yet."""
        try:
            server = smtplib.SMTP(self._host, self._port, timeout=CONNECT_TIMEOUT)
        except (OSError, smtplib.SMTPException) as problem:
            raise _unavailable(problem, outcome_unknown=False) from None
        try:
            self._prepare(server)
            yield server
        finally:
            server.close()

    def _prepare(self, server: smtplib.SMTP) -> None:
        try:
            if server.sock is not None:
                server.sock.settimeout(READ_TIMEOUT)
            server.ehlo()
            if self._tls == "required" or server.has_extn("starttls"):
                server.starttls(context=self._context)
                server.ehlo()
            if self._user:
                server.login(self._user, self._password)
        except smtplib.SMTPNotSupportedError:
            raise Refused("starttls") from None
        except smtplib.SMTPAuthenticationError:
            raise Refused("login") from None
        except (OSError, smtplib.SMTPException) as problem:
            raise _unavailable(problem, outcome_unknown=False) from None

    def _log(self, level: Literal["info", "warning"], started: float, **facts: str | int) -> None:
        elapsed = round((time.monotonic() - started) * 1000)
        write = log.warning if level == "warning" else log.info
        write(
            "foreign_call",
            service="email",
            method="SMTP",
            host=f"{self._host}:{self._port}",
            ms=elapsed,
            **facts,
        )


def _deliver(server: smtplib.SMTP, message: EmailMessage) -> None:
    try:
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]
        raise _by_code(code, "recipient") from None
    except smtplib.SMTPResponseException as problem:
        raise _by_code(problem.smtp_code, "message") from None
    except (smtplib.SMTPNotSupportedError, UnicodeError):
        # An address with other letters than a–z, and a server that cannot take it.
        raise Refused("recipient") from None
    except (OSError, smtplib.SMTPException) as problem:
        # Cut off between our text and its receipt: it may be on its way.
        raise _unavailable(problem, outcome_unknown=True) from None


def _by_code(code: int, what: str) -> Refused | Unavailable:
    if code >= 500:
        return Refused(what, status=code)
    return Unavailable("email", f"SMTP {code}", outcome_unknown=False, status=code)


def _unavailable(problem: Exception, *, outcome_unknown: bool) -> Unavailable:
    return Unavailable("email", type(problem).__name__, outcome_unknown=outcome_unknown)
