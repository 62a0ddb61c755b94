"""Sends who is to sign to say who they are first; then they are back where they were."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse


def to_confirm(back: str) -> HttpResponse:
    """Ask who it is, by a GET (303): what was sent is not sent again; `back` is where that leads."""
    answer = HttpResponseRedirect(f"{reverse('login:staff_confirm')}?{urlencode({'till': back})}")
    answer.status_code = 303
    return answer
