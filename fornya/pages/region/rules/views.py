"""The rules as they stand, a new one proposed and seen before it is sent on, a second person's yes or no."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fornya.clinics.region import rules as room
from fornya.clinics.region.rules import Standing, Version, standings, versions
from fornya.design.fields import Errors, Form
from fornya.design.typed import read_carried, too_long
from fornya.pages.region.rules import rows
from fornya.pages.region.rules.typed import FIELDS, read, showing
from fornya.pages.region.rules.words import happened, standing_words
from fornya.pages.region.shared import (
    decider,
    done,
    is_operators,
    log_columns,
    open_to_both,
    page,
    twin,
    who_of,
)
from fornya.people.guards import PostRequest
from fornya.rules.policy_levels import DecidedRule, Level

LONGEST_REASON = 400
SHOWN_GROUPS = (Standing.WAITS, Standing.HOLDS, Standing.TO_COME)


@open_to_both
@require_safe
def rules(request: PostRequest) -> HttpResponse:
    """Show the rules of the region, or of the whole country."""
    found = versions(**who_of(request))
    standing, one = standings(found, request.today), twin(request, "rule")
    groups = [
        (
            standing_words(each)[0],
            rows.listed([v for v in found if standing[v.id] is each], one, request.today),
        )
        for each in SHOWN_GROUPS
    ]
    past = [each for each in found if standing[each.id] not in SHOWN_GROUPS]
    return page(
        request,
        "rules/rules",
        twin(request, "rules"),
        is_country=is_operators(request),
        new=twin(request, "rule_new"),
        columns=rows.columns(),
        groups=[group for group in groups if group[1]],
        country=[] if is_operators(request) else rows.of_country(request.today),
        country_columns=rows.columns(),
        past_columns=rows.past_columns(),
        past=rows.past(past, standing, one, request.today),
        log_columns=log_columns(),
        log=happened(found, request.today),
    )


@open_to_both
@require_http_methods(["GET", "HEAD", "POST"])
def rule_new(request: PostRequest) -> HttpResponse:
    """Propose a rule: typed, seen, and sent on to somebody else."""
    if request.method != "POST":
        tomorrow = request.today + timedelta(days=1)
        return _form(request, showing(_before(request), tomorrow))
    form = Form.of(request.POST, *FIELDS)
    level = Level.COUNTRY if is_operators(request) else Level.REGION
    wanted, errors = read(form, level, request.today)
    if wanted is None or "edit" in request.POST:
        return _form(request, form, None if "edit" in request.POST else errors)
    if "save" not in request.POST:
        return _preview(request, form, wanted)
    try:
        room.propose(wanted=wanted, by=decider(request), now=request.now)
    except room.NotToCome:
        return _form(request, form, errors.add("valid_from", _("Välj i dag eller en dag som kommer")))
    except room.TooManyWaiting:
        wait = _("Många förslag väntar redan. Säg ja eller nej till några av dem först.")
        return _form(request, form, errors.add("name", wait))
    return done(twin(request, "rules"), "foreslagen")


def _before(request: PostRequest) -> DecidedRule | None:
    """Give the rule that the new one is to follow, when a link names one."""
    number = read_carried(request.GET.get("om", ""))
    if not number:
        return None
    found = (each.decided for each in versions(**who_of(request)) if each.id == number)
    return next(found, None)


def _form(request: PostRequest, form: Form, errors: Errors | None = None) -> HttpResponse:
    return page(
        request,
        "rules/propose",
        twin(request, "rules"),
        errors,
        form=form,
        back=twin(request, "rules"),
        outcomes=rows.outcome_options(),
        classes=rows.class_options(),
    )


def _preview(request: PostRequest, form: Form, wanted: DecidedRule) -> HttpResponse:
    region = who_of(request)["region_id"]
    return page(
        request,
        "rules/preview",
        twin(request, "rules"),
        decided=wanted,
        rows=[*rows.about(wanted, request.today), rows.effect(wanted, region)],
        kept=[(name, form.value(name)) for name in FIELDS],
    )


@open_to_both
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: PostRequest, number: int) -> HttpResponse:
    """Show one rule, or give it its verdict."""
    found = versions(**who_of(request))
    version = next((each for each in found if each.id == number), None)
    if version is None:
        raise Http404
    if request.method != "POST":
        return _version(request, found, version, Form())
    form = Form.of(request.POST, "reason")
    try:
        errors = _decide(request, number, form)
    except room.AlreadyDecided:
        # Somebody was faster, or the button was pressed twice: the page says how it stands now.
        return done(twin(request, "rule"), "redan", number=str(number))
    if errors:
        return _version(request, found, version, form, errors)
    return done(twin(request, "rules"), request.POST.get("do", ""))


def _decide(request: PostRequest, number: int, form: Form) -> Errors:
    """Give the verdict that was pressed; gives what must be put right."""
    named: dict[str, Any] = {"number": number, "by": decider(request), "now": request.now}
    errors = Errors()
    try:
        match request.POST.get("do", ""):
            case "godkand":
                room.approve(**named)
            case "nej":
                if fault := too_long(form.value("reason"), LONGEST_REASON):
                    return errors.add("reason", fault)
                room.decline(reason=form.value("reason"), **named)
            case "tillbaka":
                room.withdraw(**named)
            case _:
                errors = errors.add("do", _("Välj ja eller nej"))
    except room.ReasonMissing:
        errors = errors.add("reason", _("Skriv varför, så att den som föreslog förstår"))
    except room.NotToCome:
        errors = errors.add("do", _("Dagen har passerat. Säg nej, och be om ett nytt förslag."))
    except room.FourEyes:
        errors = errors.add("do", _("En regel behöver två personer: en som föreslår och en annan som avgör."))
    return errors


def _version(
    request: PostRequest,
    found: Sequence[Version],
    version: Version,
    form: Form,
    errors: Errors | None = None,
) -> HttpResponse:
    standing = standings(found, request.today)[version.id]
    word, tone = standing_words(standing)
    waits = standing is Standing.WAITS
    return page(
        request,
        "rules/rule",
        twin(request, "rules"),
        errors,
        version=version,
        word=word,
        tone=tone,
        form=form,
        back=twin(request, "rules"),
        new=twin(request, "rule_new"),
        is_own=version.is_of(request.signed_in.hsa_id),
        waits=waits,
        is_past=version.decided.valid_from < request.today,
        may_follow=standing in (Standing.HOLDS, Standing.TO_COME) and not version.decided.ends,
        rows=[
            *rows.about(version.decided, request.today),
            *rows.history(version, request.today),
            *([rows.effect(version.decided, who_of(request)["region_id"])] if waits else []),
        ],
    )
