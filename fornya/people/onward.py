"""Where a person goes after signing in or changing the language: only to our own pages, always."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 300


def safe_path(wanted: str | None, *, area: str, otherwise: str) -> str:
    """Give `wanted` if it is a page of ours below `area` (such as "/mina/"), else `otherwise`.

    Backslashes, control signs, hosts and dot segments are refused: the address must be one that we serve as
    it is.
    """
    if not wanted or len(wanted) > LONGEST or not wanted.startswith(area):
        return otherwise
    if (
        not wanted.isascii()
        or any(sign in wanted for sign in "\\\r\n\t\x00")
        or "//" in wanted
        or ".." in wanted
    ):
        return otherwise
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return otherwise
    try:
        resolve(urlsplit(wanted).path)
    except Resolver404:
        return otherwise
    return wanted
