"""Signing in with BankID: start, wait, come back."""

import secrets
import uuid
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

import segno
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fornya.integrations.bankid.chain import read_trust
from fornya.integrations.bankid.client import AlreadyInProgress, BankId, connect
from fornya.integrations.bankid.hints import Message
from fornya.integrations.bankid.links import start_link
from fornya.integrations.http import Refused, Unavailable
from fornya.limits.count import TooMany
from fornya.pages.login.choose import clinic_of, onward_path
from fornya.pages.login.let_in import let_in
from fornya.pages.login.often import come_back, count_start, often_words
from fornya.pages.login.words import words_for
from fornya.people import sign_in
from fornya.people.guards import ANYONE, Request, look_who, open_to
from fornya.people.session import SignedInPatient
from fornya.people.sign_in import NoSuchSignIn, Progress

SIGN_IN_COOKIE_AGE = 600
DEVICE_COOKIE_AGE = 400 * 24 * 3600


@open_to(ANYONE)
@require_POST
def start(request: Request) -> HttpResponse:
    """Start an order and go to the page that waits for it."""
    onward = onward_path(request)
    device_id = (request.COOKIES.get(settings.DEVICE_COOKIE) or secrets.token_urlsafe(24))[:64]
    try:
        count_start(request, browser=device_id)
        started = sign_in.start(
            bankid=bankid(),
            same_device=request.POST.get("device") != "other",
            next_path=onward,
            return_base=settings.PUBLIC_URL + reverse("login:bankid_returned", args=[uuid.UUID(int=0)])[:-36],
            visible=_visible(onward),
            user_ip=request.address or "127.0.0.1",
            user_agent=request.headers.get("User-Agent", ""),
            device_id=device_id,
            now=request.now,
        )
    except TooMany as full:
        return come_back(_stopped(request, often_words(full, request), onward), full, request)
    except AlreadyInProgress:
        return _stopped(request, words_for(Message.RFA4), onward)
    except (Unavailable, Refused):
        return _stopped(request, words_for(Message.RFA5), onward, status=503)
    answer = HttpResponseRedirect(reverse("login:bankid_wait", args=[started.id]))
    _keep(answer, settings.SIGN_IN_COOKIE, started.browser_token, max_age=SIGN_IN_COOKIE_AGE)
    # The device's own cookie is for BankID's judgement of risk; no other site's link needs to carry it.
    _keep(answer, settings.DEVICE_COOKIE, device_id, max_age=DEVICE_COOKIE_AGE, samesite="Strict")
    return answer


@open_to(ANYONE)
@require_safe
def wait(request: Request, order_id: uuid.UUID) -> HttpResponse:
    """Show how the order stands; a QR order that has been approved lets its browser in."""
    progress = _follow(request, order_id)
    nonce = request.GET.get("nonce")
    if progress.approved and (nonce or not progress.same_device):
        return _let_in(request, order_id, nonce=nonce)
    if not progress.pending and not progress.approved:
        return _ended(request, progress)
    return _uncached(
        render(
            request,
            "pages/login/wait.jinja",
            {
                "page": _page(order_id, nonce),
                "state": _page(order_id, nonce, "login:bankid_state"),
                "order_id": order_id,
                "message": words_for(progress.message),
                "qr": _svg(progress.qr),
                "app_link": start_link(settings.BANKID_APP_URL, progress.auto_start_token)
                if progress.auto_start_token
                else None,
                "same_device": progress.same_device,
                "clinic": clinic_of(progress.next_path),
            },
        )
    )


@open_to(ANYONE)
@require_safe
def state(request: Request, order_id: uuid.UUID) -> HttpResponse:
    """Give the waiting page's script what it shows next: words, the next QR code, or where to go."""
    progress = _follow(request, order_id)
    nonce = request.GET.get("nonce")
    if progress.pending:
        return _uncached(JsonResponse({"message": words_for(progress.message), "qr": _svg(progress.qr)}))
    if progress.approved and progress.same_device and not nonce:
        return _uncached(
            JsonResponse({"message": _("Godkänt. Gå tillbaka till fliken som BankID öppnade."), "stop": 1})
        )
    return _uncached(JsonResponse({"next": _page(order_id, nonce)}))


@open_to(ANYONE)
@require_safe
def returned(request: Request, order_id: uuid.UUID) -> HttpResponse:
    """The address that BankID opens after a same-device approval: only the starting browser gets in."""
    return _let_in(request, order_id, nonce=request.GET.get("nonce"))


@open_to(ANYONE)
@require_POST
def cancel(request: Request, order_id: uuid.UUID) -> HttpResponse:
    """Stop the order and go back to where one chooses."""
    try:
        onward = sign_in.cancel(bankid=bankid(), order_id=order_id, browser_token=_browser(request))
    except NoSuchSignIn as error:
        raise Http404 from error
    return _stopped(request, words_for(Message.RFA6), onward)


@cache
def bankid() -> BankId:
    """Give BankID's client, one per process."""
    client = connect(
        settings.BANKID_URL,
        client_pem=Path(settings.BANKID_CLIENT_PEM),
        root_pem=Path(settings.BANKID_ROOT_PEM),
    )
    trust = read_trust(Path(settings.BANKID_USER_ROOT_PEM), settings.BANKID_POLICIES)
    return BankId(client, domain=urlsplit(settings.PUBLIC_URL).hostname or "localhost", trust=trust)


def _let_in(request: Request, order_id: uuid.UUID, *, nonce: str | None) -> HttpResponse:
    try:
        result = sign_in.finish(
            bankid=bankid(), order_id=order_id, browser_token=_browser(request), nonce=nonce, now=request.now
        )
    except NoSuchSignIn as error:
        raise Http404 from error
    if isinstance(result, Progress):
        if result.pending:
            return HttpResponseRedirect(_page(order_id, nonce))
        return _ended(request, result)
    patient_id, onward = result
    return let_in(request, patient_id, onward)


def _page(order_id: uuid.UUID, nonce: str | None, view: str = "login:bankid_wait") -> str:
    """Give the waiting page's address; the nonce stays with the browser that came back with it."""
    address = reverse(view, args=[order_id])
    return f"{address}?{urlencode({'nonce': nonce})}" if nonce else address


def _follow(request: Request, order_id: uuid.UUID) -> Progress:
    try:
        return sign_in.follow(
            bankid=bankid(), order_id=order_id, browser_token=_browser(request), now=request.now
        )
    except NoSuchSignIn as error:
        raise Http404 from error


def _browser(request: Request) -> str:
    return request.COOKIES.get(settings.SIGN_IN_COOKIE, "")


def _ended(request: Request, progress: Progress) -> HttpResponse:
    who = look_who(request)
    if isinstance(who, SignedInPatient):
        return HttpResponseRedirect(progress.next_path)
    wrong = progress.message == sign_in.NO_PERSONNUMMER
    return _stopped(request, words_for(progress.message), progress.next_path, status=422 if wrong else 200)


def _stopped(request: Request, message: str, onward: str, *, status: int = 200) -> HttpResponse:
    context = {"message": message, "onward": onward, "clinic": clinic_of(onward)}
    return _uncached(render(request, "pages/login/stopped.jinja", context, status=status))


def _keep(
    answer: HttpResponse, name: str, value: str, *, max_age: int, samesite: Literal["Lax", "Strict"] = "Lax"
) -> None:
    answer.set_cookie(name, value, max_age=max_age, secure=settings.TLS, httponly=True, samesite=samesite)


def _uncached(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer


def _visible(onward: str) -> str:
    clinic = clinic_of(onward)
    text = _("Du loggar in i Förnya.")
    if clinic:
        text = _("Du loggar in i Förnya för att förnya recept hos %(clinic)s.") % {"clinic": clinic}
    warning = _("Avbryt om någon har ringt och bett dig logga in.")
    return f"{text}\n\n{warning}"


def _svg(text: str | None) -> str:
    if text is None:
        return ""
    return segno.make(text, error="m", micro=False).svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
