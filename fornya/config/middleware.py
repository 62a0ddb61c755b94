"""What every request passes: deny by default, and faults that become plain pages."""

from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from fornya.limits.count import TooMany
from fornya.limits.sender import address
from fornya.pages.public.errors.views import not_allowed, too_large, too_many

log = structlog.get_logger()


class OpenToWhom:
    """Refuses every view that does not say whom it is open to (the start-up check names them), and whoever
    comes too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, _request: HttpRequest, view: object, _args: object, _kwargs: object) -> None:
        """Deny what nobody has opened."""
        if not hasattr(view, "open_to"):
            raise PermissionDenied

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Say when to come back, where a view has no better page for it."""
        return too_many(request, fault) if isinstance(fault, TooMany) else None


def ours(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a request that was sent to another name than ours: Django looks only when somebody asks it."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.get_host()
        return get_response(request)

    return answer


def too_much(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer a body over the limit with its own page before anything of it is read."""

    def answer(request: HttpRequest) -> HttpResponse:
        try:
            request.POST  # noqa: B018 - reading it is the check
        except RequestDataTooBig:
            return too_large(request)
        return get_response(request)

    return answer


def facts(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request its time and its sender, log faults without any address, and give 405 its page."""

    def answer(request: HttpRequest) -> HttpResponse:
        started = datetime.now(UTC)
        request.now = started  # type: ignore[attr-defined]
        request.address = address(  # type: ignore[attr-defined]
            request.META.get("REMOTE_ADDR", ""),
            request.META.get("HTTP_X_FORWARDED_FOR", ""),
            proxies=settings.TRUSTED_PROXIES,
        )
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response = not_allowed(request, allow=response["Allow"])
        # What nobody has said may be kept is nobody's to keep: not even that one was sent to sign in.
        response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code >= 500:
            match = request.resolver_match
            log.error("fault", method=request.method, view=match.view_name if match else None)
        return response

    return answer
