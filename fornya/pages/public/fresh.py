"""Marks a public page as the same for everyone, so that it may be kept and given to the next who asks.

The server keeps it in memory for what is left of the minute (config/memory), and drops it as soon as the
directory changes. Browsers and caches may keep it too, but ask each time whether it has changed; if it has
not, the answer holds no page. So nobody reads an old fee or an old phone number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse

from fornya.pages.public.errors.views import not_allowed
from fornya.pages.public.region.chosen import minded_region

READING = ("GET", "HEAD")
KEPT = "public, no-cache"

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Kept:
    """What whoever keeps an answer has to know of it: `answer.kept`.

    Without `in_memory` the address is one of endlessly many. With `by_region` the page is another for who has
    chosen another region.
    """

    in_memory: bool
    by_region: bool


def kept_a_minute(view: View) -> View:
    """Answer only reading, and say of a good answer that it may be kept. No query is part of the address."""
    return kept_a_minute_by()(view)


def kept_a_minute_by(*query: str) -> Callable[[View], View]:
    """Do as kept_a_minute for a view that reads these parts of the query.

    With any other part the page is drawn each time: its address stands in the page, and who makes up
    addresses must not fill the memory.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in READING:
                return not_allowed(request, allow=", ".join(READING))
            answer = view(request, *args, **kwargs)
            if answer.status_code == 200:
                answer["Cache-Control"] = KEPT
                answer.kept = Kept(  # type: ignore[attr-defined]
                    in_memory=request.GET.keys() <= set(query), by_region=minded_region(request)
                )
            return answer

        kept.is_kept = True  # type: ignore[attr-defined]
        return kept

    return decorate
