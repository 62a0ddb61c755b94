"""Answering a form that did something: go and look (303), so that a reload repeats nothing."""

from django.http import HttpResponseRedirect


class _SeeOther(HttpResponseRedirect):
    status_code = 303


def see_other(address: str) -> HttpResponseRedirect:
    """Send the browser to another page with a GET."""
    return _SeeOther(address)
