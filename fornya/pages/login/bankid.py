"""Signing in with BankID: start, wait, come back."""

import uuid
from dataclasses import asdict
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fornya.integrations.bankid.chain import read_trust
from fornya.integrations.bankid.client import BankId, connect
from fornya.integrations.bankid.hints import Message, message_for_error
from fornya.integrations.http import Refused, Unavailable
from fornya.limits.count import TooMany
from fornya.pages.login import waiting
from fornya.pages.login.choose import clinic_of, onward_path
from fornya.pages.login.let_in import let_in
from fornya.pages.login.often import come_back, count_start, often_words
from fornya.pages.login.waiting import Flow, browser_of, uncached
from fornya.pages.login.words import words_for
from fornya.people import sign_in
from fornya.people.guards import ANYONE, Request, look_who, open_to
from fornya.people.session import SignedInPatient
from fornya.people.sign_in import NoSuchSignIn, Progress

FLOW = Flow(
    wait="login:bankid_wait",
    state="login:bankid_state",
    cancel="login:bankid_cancel",
    returned="login:bankid_returned",
    words=words_for,
)


@open_to(ANYONE)
@require_POST
def start(request: Request) -> HttpResponse:
    """Start an order and go to the page that waits for it."""
    onward = onward_path(request)
    device_id = waiting.device_of(request)
    by = waiting.starter(request, FLOW, device_id)
    try:
        count_start(request, browser=device_id)
        started = sign_in.start(
            bankid=bankid(), visible=_visible(onward), next_path=onward, now=request.now, **asdict(by)
        )
    except TooMany as full:
        return come_back(_stopped(request, often_words(full, request), onward), full, request)
    except (Unavailable, Refused) as error:
        return _stopped(request, words_for(message_for_error(error)), onward, status=waiting.status_of(error))
    answer = HttpResponseRedirect(reverse(FLOW.wait, args=[started.id]))
    return waiting.keep_waiting(answer, started, device_id)


@open_to(ANYONE)
@require_safe
def wait(request: Request, order_id: uuid.UUID) -> HttpResponse:
    """Show how the order stands; a QR order that has been approved lets its browser in."""
    progress = _follow(request, order_id)
    nonce = request.GET.get("nonce")
    if waiting.may_finish(progress, nonce):
        return _let_in(request, order_id, nonce=nonce)
    if not progress.pending and not progress.approved:
        return _ended(request, progress)
    return waiting.page(request, progress, FLOW, clinic=clinic_of(progress.next_path))


@open_to(ANYONE)
@require_safe
def state(request: Request, order_id: uuid.UUID) -> HttpResponse:
    """Give the waiting page's script what it shows next."""
    return waiting.told(request, _follow(request, order_id), FLOW)


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
        onward = sign_in.cancel(bankid=bankid(), order_id=order_id, browser_token=browser_of(request))
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
            bankid=bankid(),
            order_id=order_id,
            browser_token=browser_of(request),
            nonce=nonce,
            now=request.now,
        )
    except NoSuchSignIn as error:
        raise Http404 from error
    if isinstance(result, Progress):
        if result.pending:
            return HttpResponseRedirect(waiting.address(FLOW.wait, order_id, nonce))
        return _ended(request, result)
    patient_id, onward = result
    return let_in(request, patient_id, onward)


def _follow(request: Request, order_id: uuid.UUID) -> Progress:
    try:
        return sign_in.follow(
            bankid=bankid(), order_id=order_id, browser_token=browser_of(request), now=request.now
        )
    except NoSuchSignIn as error:
        raise Http404 from error


def _ended(request: Request, progress: Progress) -> HttpResponse:
    who = look_who(request)
    if isinstance(who, SignedInPatient):
        return HttpResponseRedirect(progress.next_path)
    wrong = progress.message == sign_in.NO_PERSONNUMMER
    return _stopped(request, words_for(progress.message), progress.next_path, status=422 if wrong else 200)


def _stopped(request: Request, message: str, onward: str, *, status: int = 200) -> HttpResponse:
    context = {
        "message": message,
        "onward": onward,
        "clinic": clinic_of(onward),
        "issuers": settings.PATIENT_ISSUERS,
    }
    return uncached(render(request, "pages/login/stopped.jinja", context, status=status))


def _visible(onward: str) -> str:
    clinic = clinic_of(onward)
    text = _("Du loggar in i Förnya.")
    if clinic:
        text = _("Du loggar in i Förnya för att förnya recept hos %(clinic)s.") % {"clinic": clinic}
    warning = _("Avbryt om någon har ringt och bett dig logga in.")
    return f"{text}\n\n{warning}"
