"""Send one text message: a form post with basic authentication, an id back.

The gateway knows no idempotency: a call whose outcome is unknown may have been sent, and sending again may
give the patient the same text twice. That is the lesser evil; the texts carry no health data.
"""

import re

from fornya.integrations.http import Client, Refused, json_of

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
SENDER = re.compile(r"[A-Za-z][A-Za-z0-9]{2,10}")


class InvalidNumber(Refused):
    """The telephone number is not in international form, or the gateway does not know it."""


class SmsGateway:
    """The deployer's gateway. `sender` is what the phone shows: 3–11 letters and digits, no å, ä or ö."""

    def __init__(
        self,
        url: str,
        user: str,
        password: str,
        *,
        sender: str = "Fornya",
        callback_url: str | None = None,
        client: Client | None = None,
    ) -> None:
        if not SENDER.fullmatch(sender):
            raise ValueError("an SMS sender is 3 to 11 letters and digits, and begins with a letter")
        self._url = url
        self._sender = sender
        self._callback_url = callback_url
        self._client = client or Client("sms", auth=(user, password))

    def send(self, to: str, text: str, reference: str) -> str:
        """Send `text` to a number in international form and return the gateway's id.

        `reference` is our own name for the message: the correlation id, and the end of the callback's
        address when delivery reports are on.

        raises: InvalidNumber, Refused, Unavailable
        """
        if not E164.fullmatch(to):
            raise InvalidNumber("number")
        form = {"from": self._sender, "to": to, "message": text}
        if self._callback_url:
            form["whendelivered"] = f"{self._callback_url.rstrip('/')}/{reference}"
        answer = self._client.post(self._url, data=form, request_id=reference, accept={400})
        if answer.status_code == 400:
            # It answers in words. Only the number can be wrong through no fault of ours.
            raise InvalidNumber("number", status=400) if b"number" in answer.content else Refused("400")
        gateway_id = json_of(answer).get("id")
        if not isinstance(gateway_id, str) or not gateway_id:
            raise Refused("answer", status=answer.status_code)
        return gateway_id
