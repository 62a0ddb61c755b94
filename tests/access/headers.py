"""What every answer has to tell a browser, whatever it is about and whoever has asked."""

from typing import Any

from fornya.pages.public.fresh import KEPT

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def careless(answer: Any) -> frozenset[str]:
    """Name the headers that are missing or let in too much."""
    headers = answer.headers
    wrong = {name for name, value in ALWAYS.items() if headers.get(name) != value}
    policy = headers.get("Content-Security-Policy", "")
    told = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    wrong |= {name for name, value in POLICY.items() if told.get(name) != value}
    return frozenset(wrong | ({"Cache-Control"} if not _is_kept_by_nobody_else(answer) else set()))


def _is_kept_by_nobody_else(answer: Any) -> bool:
    """A page that is the same for all may be kept, and asked for again each time; anything else by nobody."""
    kept = answer.headers.get("Cache-Control", "")
    if kept == KEPT:
        return answer.status_code == 200 and not answer.cookies
    return "no-store" in kept
