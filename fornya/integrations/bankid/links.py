"""The address that opens BankID on the same device."""

from urllib.parse import urlencode


def start_link(app_url: str, auto_start_token: str, *, redirect: str | None = None) -> str:
    """Make the link a person follows to open BankID here.

    `redirect` is for apps too old to know the order's return address; without one they stay where they are.
    """
    return f"{app_url}?{urlencode({'autostarttoken': auto_start_token, 'redirect': redirect or 'null'})}"
