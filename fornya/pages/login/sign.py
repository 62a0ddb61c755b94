"""Signing a text with BankID: read it, start, wait, come back, and on to whoever asked for it."""

import uuid

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fornya.design import formats
from fornya.integrations.bankid.hints import Message, message_for_error
from fornya.integrations.http import Refused, Unavailable
from fornya.limits.count import TooMany
from fornya.pages.login import bankid, waiting
from fornya.pages.login.often import come_back, count_start
from fornya.pages.login.waiting import Flow, browser_of, uncached
from fornya.pages.login.words import words_for_signing
from fornya.people import signing
from fornya.people.guards import PatientRequest, open_to
from fornya.people.orders import NoSuchSignIn, Progress
from fornya.people.signing import NothingToSign, Wanted
from fornya.rules.access import Deed

FLOW = Flow(
    wait="login:sign_wait",
    state="login:sign_state",
    cancel="login:sign_cancel",
    returned="login:sign_returned",
    words=words_for_signing,
    signs=True,
)


@open_to(Deed.OWN_SETTINGS)
@require_safe
def show(request: PatientRequest, signing_id: uuid.UUID) -> HttpResponse:
    """Show the text; what is signed already goes straight on."""
    wanted = wanted_by(request, signing_id)
    return HttpResponseRedirect(wanted.next_path) if wanted.is_signed else text_page(request, wanted)


@open_to(Deed.OWN_SETTINGS)
@require_POST
def start(request: PatientRequest, signing_id: uuid.UUID) -> HttpResponse:
    """Start an order that only this person can sign, and go to the page that waits for it."""
    wanted = wanted_by(request, signing_id)
    if wanted.is_signed:
        return HttpResponseRedirect(wanted.next_path)
    device_id = waiting.device_of(request)
    try:
        count_start(request, browser=device_id)
        started = signing.start(
            bankid=bankid.bankid(),
            signing_id=signing_id,
            patient=request.signed_in,
            by=waiting.starter(request, FLOW, device_id),
            now=request.now,
        )
    except TooMany as full:
        clock = formats.next_clock(full.again_at, request.now)
        text = _("Det blev för många försök på kort tid. Försök igen %(clock)s.") % {"clock": clock}
        return come_back(text_page(request, wanted, text), full, request)
    except (Unavailable, Refused) as error:
        words = words_for_signing(message_for_error(error))
        return text_page(request, wanted, words, status=waiting.status_of(error))
    answer = HttpResponseRedirect(reverse(FLOW.wait, args=[started.id]))
    return waiting.keep_waiting(answer, started, device_id)


@open_to(Deed.OWN_SETTINGS)
@require_safe
def wait(request: PatientRequest, order_id: uuid.UUID) -> HttpResponse:
    """Show how the order stands; one by QR code that has been signed is finished by waiting."""
    progress = _follow(request, order_id)
    nonce = request.GET.get("nonce")
    if waiting.may_finish(progress, nonce):
        return _finish(request, order_id, nonce)
    if not progress.pending and not progress.approved:
        return _ended(request, order_id, progress)
    return waiting.page(request, progress, FLOW)


@open_to(Deed.OWN_SETTINGS)
@require_safe
def state(request: PatientRequest, order_id: uuid.UUID) -> HttpResponse:
    """Give the waiting page's script what it shows next."""
    return waiting.told(request, _follow(request, order_id), FLOW)


@open_to(Deed.OWN_SETTINGS)
@require_safe
def returned(request: PatientRequest, order_id: uuid.UUID) -> HttpResponse:
    """The address that BankID opens after the person has signed on the same device."""
    return _finish(request, order_id, request.GET.get("nonce"))


@open_to(Deed.OWN_SETTINGS)
@require_POST
def cancel(request: PatientRequest, order_id: uuid.UUID) -> HttpResponse:
    """Stop the order and show the text again."""
    try:
        signing_id = signing.cancel(
            bankid=bankid.bankid(),
            order_id=order_id,
            browser_token=browser_of(request),
            patient=request.signed_in,
        )
    except NoSuchSignIn as error:
        raise Http404 from error
    return text_page(request, wanted_by(request, signing_id), words_for_signing(Message.RFA6))


def wanted_by(request: PatientRequest, signing_id: uuid.UUID) -> Wanted:
    """Give what this person is asked to sign; else there is no such page."""
    try:
        return signing.wanted(signing_id=signing_id, patient=request.signed_in, now=request.now)
    except NothingToSign as error:
        raise Http404 from error


def text_page(
    request: PatientRequest, wanted: Wanted, message: str = "", *, status: int = 200
) -> HttpResponse:
    """Show the text and the ways to sign it, with why the last try came to nothing."""
    context = {
        "wanted": wanted,
        "paragraphs": wanted.visible.split("\n\n"),
        "message": message,
        "issuers": settings.PATIENT_ISSUERS,
    }
    return uncached(render(request, "pages/login/sign.jinja", context, status=status))


def _finish(request: PatientRequest, order_id: uuid.UUID, nonce: str | None) -> HttpResponse:
    try:
        result = signing.finish(
            bankid=bankid.bankid(),
            order_id=order_id,
            browser_token=browser_of(request),
            nonce=nonce,
            patient=request.signed_in,
            now=request.now,
        )
    except (NoSuchSignIn, NothingToSign) as error:
        raise Http404 from error
    if isinstance(result, str):
        return HttpResponseRedirect(result)
    if result.pending:
        return HttpResponseRedirect(waiting.address(FLOW.wait, order_id, nonce))
    return _ended(request, order_id, result)


def _follow(request: PatientRequest, order_id: uuid.UUID) -> Progress:
    try:
        return signing.progress(
            bankid=bankid.bankid(),
            order_id=order_id,
            browser_token=browser_of(request),
            patient=request.signed_in,
            now=request.now,
        )
    except NoSuchSignIn as error:
        raise Http404 from error


def _ended(request: PatientRequest, order_id: uuid.UUID, progress: Progress) -> HttpResponse:
    wanted = wanted_by(request, signing.request_of(order_id))
    if wanted.is_signed:
        return HttpResponseRedirect(wanted.next_path)
    return text_page(request, wanted, words_for_signing(progress.message))
