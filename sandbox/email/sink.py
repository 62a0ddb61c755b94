"""The SMTP server that swallows Förnya's e-mail, under the switch "email"."""

import asyncio

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox import faults
from sandbox.email import state


class Sink:
    """aiosmtpd's handler: one call for each message."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the message, unless the switch says otherwise."""
        fault = faults.take("email", "DATA")
        if fault is not None:
            if fault.mode is faults.Mode.ERROR500:
                return "451 4.3.0 Sandbox fault, try later"
            if fault.mode is faults.Mode.TOO_MANY:
                return "421 4.7.0 Too many messages, try later"
            if fault.mode is faults.Mode.DOWN:
                return _hang_up(server)
            if fault.mode is faults.Mode.SLOW:
                await asyncio.sleep(fault.seconds)
        content = envelope.content or b""
        raw = content.encode() if isinstance(content, str) else content
        state.keep(sender=envelope.mail_from or "", recipients=envelope.rcpt_tos, content=raw)
        if fault is not None and fault.mode is faults.Mode.DROP_ANSWER:
            return _hang_up(server)
        return "250 2.0.0 Kept"


def start(port: int) -> Controller:
    """Start the sink in a thread of its own; call `.stop()` on what comes back. raises: OSError"""
    controller = Controller(Sink(), hostname="127.0.0.1", port=port, ident="sandbox", ready_timeout=10)
    controller.start()
    return controller


def _hang_up(server: SMTP) -> str:
    if isinstance(server.transport, asyncio.WriteTransport):
        server.transport.abort()
    return "421 4.3.2 Gone"
