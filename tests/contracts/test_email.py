"""E-mail: our client against the sandbox's sink, and against servers with and without encryption."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fornya.integrations.email import Mailer
from fornya.integrations.http import Refused, Unavailable
from tests.sandbox_process import Sandbox

TO = "amina@exempel.se"
SENDER = "Förnya <svara-inte@fornya.example>"
TEXT = "Du har ett nytt meddelande i Förnya.\nLogga in på portalen du brukar använda.\n"


def mailer_for(sandbox: Sandbox) -> Mailer:
    return Mailer.from_url(f"smtp://127.0.0.1:{sandbox.smtp_port}", SENDER)


def send(mailer: Mailer, *, to: str = TO, message_id: str = "<1@fornya.example>") -> None:
    mailer.send(to, "Nytt meddelande på nätet åäö", TEXT, message_id)


def test_an_email_arrives_whole_under_our_message_id_and_marked_as_automatic(sandbox: Sandbox) -> None:
    send(mailer_for(sandbox), message_id="<17@fornya.example>")

    latest = sandbox.seen("emails")[0]
    assert latest["message_id"] == "<17@fornya.example>"
    assert latest["subject"] == "Nytt meddelande på nätet åäö"
    assert latest["body"].replace("\r\n", "\n") == TEXT
    assert latest["recipient"] == TO
    assert latest["sender"] == "svara-inte@fornya.example"
    assert latest["auto_submitted"] == "auto-generated"
    assert latest["content_type"].startswith('text/plain; charset="utf-8"')


@pytest.mark.parametrize(
    ("mode", "kept", "unknown"),
    [("down", 0, True), ("error500", 0, False), ("429", 0, False), ("drop_answer", 1, True)],
)
def test_a_mail_server_in_trouble_is_unavailable_and_says_whether_it_may_have_sent(
    sandbox: Sandbox, mode: str, kept: int, unknown: bool
) -> None:
    before = len(sandbox.seen("emails"))
    sandbox.control("faults", service="email", mode=mode, times=1)

    with pytest.raises(Unavailable) as trouble:
        send(mailer_for(sandbox))

    assert trouble.value.outcome_unknown is unknown
    assert len(sandbox.seen("emails")) == before + kept


def test_a_mail_server_that_is_not_there_has_certainly_not_sent_anything() -> None:
    with pytest.raises(Unavailable) as trouble:
        send(Mailer("127.0.0.1", 9, SENDER, tls="offered"))

    assert trouble.value.outcome_unknown is False


@pytest.mark.parametrize(
    "address", ["", "amina", "@exempel.se", "a@b.se\nBcc: c@d.se", "a@b.se, c@d.se", "Amina <a@b.se>"]
)
def test_an_address_that_is_none_is_refused_without_a_call(address: str) -> None:
    with pytest.raises(Refused) as refused:
        send(Mailer("127.0.0.1", 9, SENDER, tls="offered"), to=address)

    assert refused.value.code == "recipient"


def test_an_address_the_server_does_not_take_is_refused() -> None:
    with server(Handler(rcpt="550 5.1.1 No such person")) as port, pytest.raises(Refused) as refused:
        send(Mailer("127.0.0.1", port, SENDER, tls="offered"))

    assert refused.value.code == "recipient"


def test_an_address_the_server_wants_later_is_unavailable() -> None:
    with server(Handler(rcpt="451 4.7.1 Greylisted")) as port, pytest.raises(Unavailable) as trouble:
        send(Mailer("127.0.0.1", port, SENDER, tls="offered"))

    assert trouble.value.outcome_unknown is False


def test_encryption_is_used_when_it_is_offered(tmp_path: Path) -> None:
    handler = Handler()
    with server(handler, tls=certificate(tmp_path)) as port:
        send(Mailer("127.0.0.1", port, SENDER, tls="offered", context=trusting(tmp_path)))

    assert handler.encrypted == [True]


def test_nothing_is_sent_in_clear_where_encryption_is_required() -> None:
    handler = Handler()
    with server(handler) as port, pytest.raises(Refused) as refused:
        send(Mailer("127.0.0.1", port, SENDER))

    assert refused.value.code == "starttls"
    assert handler.encrypted == []


def test_nothing_is_sent_to_a_server_whose_certificate_is_not_trusted(tmp_path: Path) -> None:
    handler = Handler()
    with server(handler, tls=certificate(tmp_path)) as port, pytest.raises(Unavailable):
        send(Mailer("127.0.0.1", port, SENDER, tls="offered"))

    assert handler.encrypted == []


def test_a_server_that_hangs_up_after_the_text_may_have_taken_it() -> None:
    with hanging_up_after_data() as port, pytest.raises(Unavailable) as trouble:
        send(Mailer("127.0.0.1", port, SENDER, tls="offered"))

    assert trouble.value.outcome_unknown is True


@pytest.mark.parametrize("url", ["http://127.0.0.1", "smtp://", "smtp://127.0.0.1?tls=never"])
def test_an_address_of_another_kind_stops_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="SMTP address"):
        Mailer.from_url(url, SENDER)


class Handler:
    """A mail server that notes whether each message came encrypted."""

    def __init__(self, rcpt: str = "250 OK") -> None:
        self.encrypted: list[bool] = []
        self._rcpt = rcpt

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.rcpt_tos.append(address)
        return self._rcpt

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


@contextmanager
def server(handler: Handler, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port, tls_context=tls)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@contextmanager
def hanging_up_after_data() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_take_and_hang_up, args=(listener,))
        thread.start()
        yield listener.getsockname()[1]
        thread.join(5)


def _take_and_hang_up(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection, connection.makefile("rwb") as stream:
        _say(stream, "220 here")
        for line in stream:
            if line.strip() == b".":
                return
            if line.upper().startswith(b"DATA"):
                _say(stream, "354 go on")
            elif line.upper().startswith((b"EHLO", b"MAIL", b"RCPT")):
                _say(stream, "250 fine")


def _say(stream: Any, line: str) -> None:
    stream.write(line.encode() + b"\r\n")
    stream.flush()


def certificate(folder: Path) -> ssl.SSLContext:
    """Make a certificate for 127.0.0.1 that signs itself, and return a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "both.pem").write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context


def trusting(folder: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(folder / "cert.pem"))


def test_a_foreign_client_can_send_through_the_sink(sandbox: Sandbox) -> None:
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port) as foreign:
        foreign.sendmail("a@b.se", ["c@d.se", "e@f.se"], "Subject: Hej\r\n\r\nText\r\n")

    assert [one["recipient"] for one in sandbox.seen("emails")[:2]] == ["e@f.se", "c@d.se"]
