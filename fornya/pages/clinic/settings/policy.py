"""*Det vi inte förnyar på nätet*: own rows by ATC or class, with what the patient reads."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_http_methods

from fornya.clinics.cards import ClinicPage
from fornya.clinics.decided_rules import controlled_of, rule_of
from fornya.clinics.rule_table import ANY_CLASS
from fornya.clinics.settings.log import Part
from fornya.clinics.settings.policy import MOST_ROWS, TooManyRows, drop_rule, set_rule
from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.design.typed import too_long
from fornya.pages.clinic.settings.shared import here, page, saved, who_of
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed
from fornya.rules.eligibility import Reason, reasons_by_policy
from fornya.rules.policy_levels import DecidedRule, Level, Ruling, in_force, rank
from fornya.rules.renewal_policy import CLASSES, REFUSED, Outcome, PolicyRule, default_rules, is_atc

LONGEST_NAME, LONGEST_TEXT = 80, 300
FIELDS = ("rule-atc", "controlled", "outcome", "name", "text")
_PLACE = "clinic:settings_policy"
OUTCOMES = {
    Outcome.ALLOW: N_("Förnyas på nätet"),
    Outcome.ALLOW_WITH_REVIEW: N_("Förnyas på nätet, men ni granskar extra noga"),
    Outcome.VISIT_REQUIRED: N_("Ni vill träffa patienten först"),
    Outcome.NOT_OFFERED: N_("Förnyas inte på nätet"),
}
# What a patient reads where the clinic has no words of its own; a test compares with the patient's pages.
STANDARD = {
    Reason.NARCOTIC: N_("Läkemedlet är narkotikaklassat och förnyas inte på nätet. Ring mottagningen."),
    Reason.ANTIBIOTIC: N_("Antibiotika förnyas inte på nätet. Ring om du har besvär igen."),
    Reason.VISIT_REQUIRED: N_("Mottagningen vill ha ett besök först. Ring och boka en tid."),
    Reason.NOT_OFFERED_HERE: N_("Mottagningen förnyar inte det här läkemedlet på nätet. Ring dem."),
}


@dataclass(frozen=True, slots=True)
class Tried:
    """How a medicine fares, as the preview tells: the outcome, whose rule decides, what the patient reads."""

    outcome: str
    tone: str
    whose: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One rule in a list; of an own row `key` is what its button sends, of others `since` is from when."""

    name: str
    about: str
    outcome: str
    text: str
    key: str = ""
    since: str = ""
    is_overruled: bool = False


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: StaffRequest) -> HttpResponse:
    """Show the rows, try a medicine against them, add a row or take one away."""
    clinic = here(request)
    who = who_of(request)
    if request.method != "POST":
        return _page(request, clinic, Form.showing(outcome=Outcome.NOT_OFFERED.value))
    if "drop" in request.POST:
        atc, _space, controlled = request.POST["drop"].partition(" ")
        drop_rule(rule=rule_of(atc, controlled, Outcome.ALLOW), **who)
        return saved(Part.POLICY, _PLACE)
    form = Form.of(request.POST, *FIELDS)
    rule, errors = read(form)
    if rule is None:
        return _page(request, clinic, form, errors)
    try:
        set_rule(rule=rule, **who)
    except TooManyRows:
        errors = errors.add(
            "rule-atc", _("Ni har redan %(most)s regler. Ta bort någon först.") % {"most": MOST_ROWS}
        )
        return _page(request, clinic, form, errors)
    return saved(Part.POLICY, _PLACE)


def read(form: Form) -> tuple[PolicyRule | None, Errors]:
    """Read a row, and what must be put right."""
    errors = Errors()
    atc, controlled = form.value("rule-atc").replace(" ", "").upper(), form.value("controlled")
    if atc and not is_atc(atc):
        errors = errors.add(
            "rule-atc", _("Skriv en ATC-kod eller början av en, till exempel N05CF eller C07AB02")
        )
    if controlled not in ("", ANY_CLASS, *CLASSES):
        errors = errors.add("controlled", _("Välj en narkotikaklass"))
    elif not atc and not controlled:
        errors = errors.add("rule-atc", _("Skriv en ATC-kod, eller välj en narkotikaklass"))
    if form.value("outcome") not in set(Outcome):
        errors = errors.add("outcome", _("Välj vad ni gör med läkemedlen"))
    name = form.value("name")
    if not name:
        errors = errors.add("name", _("Skriv vad patienter kallar läkemedlen"))
    elif long := too_long(name, LONGEST_NAME):
        errors = errors.add("name", long)
    if long := too_long(form.value("text"), LONGEST_TEXT):
        errors = errors.add("text", long)
    if errors:
        return None, errors
    return rule_of(atc, controlled, form.value("outcome"), name, form.value("text")), errors


def _page(
    request: StaffRequest, clinic: ClinicPage, form: Form, errors: Errors | None = None
) -> HttpResponse:
    atc = request.GET.get("atc", "").replace(" ", "").upper()[:7]
    asked = request.GET.get("klass", "")
    narcotic_class = asked if asked in CLASSES else None
    today = request.today
    more = {
        "own": [_shown(rule, clinic, today) for rule in clinic.policy.rules if rule.name],
        "decided": [_decided(each, today) for each in in_force(clinic.policy.decided, today)],
        "standard": [[_group(rule), _(OUTCOMES[rule.outcome])] for rule in default_rules()],
        "outcomes": [Option(value=each.value, text=_(word)) for each, word in OUTCOMES.items()],
        "classes": _classes(with_any=True),
        "try_classes": _classes(with_any=False),
        "atc": atc,
        "narcotic_class": narcotic_class or "",
        "atc_error": _("Skriv en hel ATC-kod, till exempel N05CF01") if atc and not is_atc(atc) else None,
        "tried": _try(clinic, atc, narcotic_class, today) if atc and is_atc(atc) else None,
    }
    return page(request, "policy", form, errors, **more)


def _try(clinic: ClinicPage, atc: str, narcotic_class: str | None, today: date) -> Tried:
    said = clinic.policy.ruling(atc=atc, narcotic_class=narcotic_class, day=today)
    tone = "err" if said.outcome in REFUSED else "ok"
    return Tried(
        _(OUTCOMES[said.outcome]), tone, _whose(said), _read_by_patient(said.rule, atc, narcotic_class)
    )


def _whose(said: Ruling) -> str:
    rule = said.rule
    if rule is None:
        return _("Ingen regel säger något om läkemedlet.")
    words = {"name": rule.name, "group": _group(rule)}
    if said.level is Level.REGION:
        return _("Regionens regel om %(name)s (%(group)s) avgör.") % words
    if said.level is Level.COUNTRY:
        return _("Hela landets regel om %(name)s (%(group)s) avgör.") % words
    if rule.name:
        return _("Er regel om %(name)s (%(group)s) avgör.") % words
    return _("Standardregeln om %(group)s avgör.") % words


def _read_by_patient(rule: PolicyRule | None, atc: str | None, narcotic_class: str | None) -> str:
    """Say what somebody reads who asks for such a medicine, as the form itself finds it."""
    if rule is None or rule.text:
        return rule.text if rule and rule.outcome in REFUSED else ""
    reasons = reasons_by_policy(rule.outcome, atc=atc, narcotic_class=narcotic_class)
    return " ".join(_(STANDARD[reason]) for reason in reasons)


def _shown(rule: PolicyRule, clinic: ClinicPage, today: date) -> Shown:
    controlled = controlled_of(rule)
    narcotic_class = controlled or None
    said = clinic.policy.ruling(atc=rule.atc_prefix, narcotic_class=narcotic_class, day=today)
    return Shown(
        rule.name,
        _group(rule),
        _(OUTCOMES[rule.outcome]),
        _read_by_patient(rule, rule.atc_prefix, narcotic_class),
        key=f"{rule.atc_prefix or ''} {controlled}",
        is_overruled=rank(said.outcome) > rank(rule.outcome),
    )


def _decided(each: DecidedRule, today: date) -> Shown:
    """Show a rule that the clinic's region or the country has decided."""
    since = {"day": formats.short_day(each.valid_from, today), "source": each.source}
    return Shown(
        each.rule.name,
        _group(each.rule),
        _(OUTCOMES[each.rule.outcome]),
        _read_by_patient(each.rule, each.rule.atc_prefix, each.rule.narcotic_class),
        since=_("Regionen, från %(day)s. Källa: %(source)s") % since
        if each.level is Level.REGION
        else _("Hela landet, från %(day)s. Källa: %(source)s") % since,
    )


def _group(rule: PolicyRule) -> str:
    controlled = _("narkotikaklass %(class)s") % {"class": rule.narcotic_class} if rule.narcotic_class else ""
    parts = (rule.atc_prefix or "", controlled or (_("alla narkotikaklasser") if rule.narcotic else ""))
    return ", ".join(part for part in parts if part) or _("alla läkemedel")


def _classes(*, with_any: bool) -> list[Option]:
    options = [Option(value="", text=_("Ingen"))]
    if with_any:
        options.append(Option(value=ANY_CLASS, text=_("Alla narkotikaklasser")))
    return options + [Option(value=each, text=each) for each in CLASSES]
