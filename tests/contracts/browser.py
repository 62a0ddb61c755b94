"""A browser small enough to sign a member of staff in at the sandbox's provider."""

from urllib.parse import parse_qsl, urlsplit

import httpx


class StaffBrowser:
    """Keeps cookies as a browser does, and stops where it is sent back to Förnya."""

    def __init__(self) -> None:
        self._http = httpx.Client(trust_env=False, timeout=10)

    def page(self, address: str) -> httpx.Response:
        return self._http.get(address)

    def choose(self, address: str, hsa_id: str = "SE0000000000-E101") -> dict[str, str]:
        """Press a person's button; return the query the browser comes back to Förnya with."""
        return self._press(address, {"staff": hsa_id})

    def go_on(self, address: str) -> dict[str, str]:
        return self._press(address, {"continue": "1"})

    def cancel(self, address: str) -> dict[str, str]:
        return self._press(address, {"cancel": "1"})

    def _press(self, address: str, form: dict[str, str]) -> dict[str, str]:
        answer = self._http.post(address, data=form)
        assert answer.status_code == 302, answer.text
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))
