"""What of a request a public page may depend on: its address, the language and the region. Nothing else.

The cookies are read by Django's own functions: read in another way, one reader's page could be kept as
another's.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import get_str_from_wsgi
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host

from fornya.config.language import chosen_language
from fornya.config.memory.shelf import Key
from fornya.pages.public.region import chosen

Environ = dict[str, Any]
LONGEST_ADDRESS = 300
REGION_CODE = 2


def keys_of(environ: Environ) -> tuple[Key, Key] | None:
    """Give what a page is kept by: where it is the same in all regions, and where it is not.

    None for a request that Django has to look at.
    """
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    if len(path) + len(query) > LONGEST_ADDRESS or not is_ours(environ.get("HTTP_HOST", "")):
        return None
    cookies: dict[str, str] = {}
    if "HTTP_COOKIE" in environ:
        cookies = parse_cookie(get_str_from_wsgi(environ, "HTTP_COOKIE", ""))
    everywhere = (environ["wsgi.url_scheme"], path, query, chosen_language(cookies))
    region = cookies.get(chosen.COOKIE, "")
    # What is not as long as a code is none.
    return everywhere, (*everywhere, region if len(region) == REGION_CODE else "")


@lru_cache(maxsize=64)
def is_ours(host: str) -> bool:
    """Tell whether a Host header names us; the others are Django's to refuse."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Tell whether an Accept-Encoding takes gzip (RFC 9110, 12.5.3)."""
    taken = {}
    for part in accepted.lower().replace(" ", "").split(","):
        name, _, weight = part.partition(";q=")
        taken[name] = weight.strip("0.") != "" or not weight
    return taken.get("gzip", taken.get("*", False))
