"""The page that waits for BankID, and what its script asks, whether somebody signs in or signs something."""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fornya.integrations.bankid.client import AlreadyInProgress
from fornya.integrations.bankid.hints import DeviceKind, Message
from fornya.integrations.bankid.links import start_link
from fornya.integrations.http import Refused, Unavailable
from fornya.pages.login.device import is_computer
from fornya.people.guards import Request
from fornya.people.orders import Progress, Started, Starter

SIGN_IN_COOKIE_AGE = 600
DEVICE_COOKIE_AGE = 400 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Flow:
    """What BankID is waited for: the addresses of its pages by name, and the words for BankID's messages."""

    wait: str
    state: str
    cancel: str
    returned: str
    words: Callable[[str], str]
    signs: bool = False


def starter(request: Request, flow: Flow, device_id: str) -> Starter:
    """Describe the browser that starts an order; it has chosen on which device BankID is."""
    user_agent = request.headers.get("User-Agent", "")
    return Starter(
        same_device=request.POST.get("device") != "other",
        on_computer=is_computer(user_agent),
        return_base=settings.PUBLIC_URL + reverse(flow.returned, args=[uuid.UUID(int=0)])[:-36],
        user_ip=request.address or "127.0.0.1",
        user_agent=user_agent,
        device_id=device_id,
    )


def device_of(request: Request) -> str:
    """Give the name that this browser is known to BankID by, a new one if it has none."""
    return (request.COOKIES.get(settings.DEVICE_COOKIE) or secrets.token_urlsafe(24))[:64]


def keep_waiting(answer: HttpResponse, started: Started, device_id: str) -> HttpResponse:
    """Give the starting browser what it has to show later."""
    _keep(answer, settings.SIGN_IN_COOKIE, started.browser_token, max_age=SIGN_IN_COOKIE_AGE)
    # The device's own cookie is for BankID's judgement of risk; no other site's link needs to carry it.
    _keep(answer, settings.DEVICE_COOKIE, device_id, max_age=DEVICE_COOKIE_AGE, samesite="Strict")
    return answer


def browser_of(request: Request) -> str:
    """Give what the browser shows to have started an order."""
    return request.COOKIES.get(settings.SIGN_IN_COOKIE, "")


def page(request: Request, progress: Progress, flow: Flow, *, clinic: str | None = None) -> HttpResponse:
    """Show how the order stands."""
    nonce = request.GET.get("nonce")
    token = progress.auto_start_token
    context = {
        "page": address(flow.wait, progress.id, nonce),
        "state": address(flow.state, progress.id, nonce),
        "cancel": reverse(flow.cancel, args=[progress.id]),
        "message": _message(progress, flow, nonce),
        "came_back": bool(nonce),
        "qr": _svg(progress.qr),
        "app_link": start_link(_app_of(progress), token) if token else None,
        "missing": flow.words(Message.RFA2),
        "same_device": progress.same_device,
        "clinic": clinic,
        "signs": flow.signs,
    }
    return uncached(render(request, "pages/login/wait.jinja", context))


def status_of(error: Refused | Unavailable) -> int:
    """Give the status of the page about an order that did not start."""
    return 200 if isinstance(error, AlreadyInProgress) else 503


def _app_of(progress: Progress) -> str:
    is_here = progress.device is DeviceKind.COMPUTER
    return settings.BANKID_COMPUTER_APP_URL if is_here else settings.BANKID_APP_URL


def may_finish(progress: Progress, nonce: str | None) -> bool:
    """Tell whether waiting leads on: on the same device only with what BankID came back with."""
    return bool(progress.approved and (nonce or not progress.same_device))


def told(request: Request, progress: Progress, flow: Flow) -> HttpResponse:
    """Give the waiting page's script what it shows next: words, the next QR code, or where to go."""
    nonce = request.GET.get("nonce")
    if progress.pending:
        return uncached(JsonResponse({"message": _message(progress, flow, nonce), "qr": _svg(progress.qr)}))
    if progress.approved and progress.same_device and not nonce:
        return uncached(
            JsonResponse({"message": _("Godkänt. Gå tillbaka till fliken som BankID öppnade."), "stop": 1})
        )
    return uncached(JsonResponse({"next": address(flow.wait, progress.id, nonce)}))


def _message(progress: Progress, flow: Flow, nonce: str | None) -> str:
    """Word how the order stands; who has been in the app is not told to open it, whatever was last heard."""
    is_under_way = nonce and progress.message != Message.SILENT
    return flow.words(Message.RFA21 if is_under_way else progress.message)


def address(view: str, order_id: uuid.UUID, nonce: str | None) -> str:
    """Give a waiting page's address; the nonce stays with the browser that came back with it."""
    plain = reverse(view, args=[order_id])
    return f"{plain}?{urlencode({'nonce': nonce})}" if nonce else plain


def uncached(answer: HttpResponse) -> HttpResponse:
    """Let nobody keep the page."""
    answer["Cache-Control"] = "no-store"
    return answer


def _keep(
    answer: HttpResponse, name: str, value: str, *, max_age: int, samesite: Literal["Lax", "Strict"] = "Lax"
) -> None:
    answer.set_cookie(name, value, max_age=max_age, secure=settings.TLS, httponly=True, samesite=samesite)


def _svg(text: str | None) -> str:
    if text is None:
        return ""
    return segno.make(text, error="m", micro=False).svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
