"""What of a request a public page may depend on: its address, the language and the region. Nothing else.

The cookies are read by Django's own functions: read in another way, one reader's page could be kept as
another's.
"""

from functools import lru_cache

from django.conf import settings
from django.core.handlers.wsgi import get_str_from_wsgi
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host

from fornya.config.language import chosen_language
from fornya.config.memory.page import Environ
from fornya.config.memory.shelf import Key
from fornya.design.languages import SWEDISH
from fornya.pages.public.region import chosen

LONGEST_ADDRESS = 300
REGION_CODE = 2


def key_of(environ: Environ) -> tuple[Key, str] | None:
    """Give what a page is kept by, and the region where it is not the same in all of them.

    None for a request that Django has to look at.
    """
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    if len(path) + len(query) > LONGEST_ADDRESS or not is_ours(environ.get("HTTP_HOST", "")):
        return None
    sent = environ.get("HTTP_COOKIE", "")
    # Most have chosen nothing, and reading all their cookies costs as much as all the rest.
    if settings.LANGUAGE_COOKIE_NAME in sent or chosen.COOKIE in sent:
        language, region = _chosen(environ)
    else:
        language, region = SWEDISH.code, ""
    return (environ["wsgi.url_scheme"], path, query, language), region


def _chosen(environ: Environ) -> tuple[str, str]:
    cookies = parse_cookie(get_str_from_wsgi(environ, "HTTP_COOKIE", ""))
    region = cookies.get(chosen.COOKIE, "")
    # What is not as long as a code is none.
    return chosen_language(cookies), region if len(region) == REGION_CODE else ""


@lru_cache(maxsize=64)
def is_ours(host: str) -> bool:
    """Tell whether a Host header names us; the others are Django's to refuse."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
