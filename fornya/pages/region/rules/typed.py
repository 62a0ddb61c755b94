"""Reads a proposed rule as it is typed, and says what must be put right."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.clinics.decided_rules import controlled_of, rule_of
from fornya.clinics.rule_table import ANY_CLASS
from fornya.design.fields import Errors, Form
from fornya.design.typed import at_field, day_wanted, read_day, too_long
from fornya.pages.region.rules.words import ENDS, OUTCOMES
from fornya.rules.policy_levels import DecidedRule, Level
from fornya.rules.renewal_policy import CLASSES, REFUSED, Outcome, is_atc

LONGEST = {"name": 80, "text": 300, "text_simple": 300, "source": 200}
_LABELS = {
    "name": N_("Vad patienter kallar läkemedlen"),
    "text": N_("Det patienten läser"),
    "text_simple": N_("Samma sak på lätt svenska"),
    "source": N_("Lag, beslut eller medicinsk källa"),
}
FIELDS = ("name", "rule-atc", "controlled", "outcome", "text", "text_simple", "source", "valid_from")


def read(form: Form, level: Level, today: date) -> tuple[DecidedRule | None, Errors]:
    """Read the rule; None with what must be put right."""
    errors = _wrong_group(form)
    outcome = form.value("outcome")
    if outcome not in OUTCOMES:
        errors = errors.add("outcome", _("Välj vad som ska hända med läkemedlen"))
    for name, fault in _wrong_words(form).items():
        errors = errors.add(name, fault)
    day = read_day(form.value("valid_from"))
    if day is None:
        errors = errors.add("valid_from", day_wanted())
    elif day < today:
        errors = errors.add("valid_from", _("Välj i dag eller en dag som kommer"))
    if errors or day is None:
        return None, errors
    rule = rule_of(
        _atc(form),
        form.value("controlled"),
        "" if outcome == ENDS else outcome,
        *(form.value(name) for name in ("name", "text", "text_simple")),
    )
    return DecidedRule(level, rule, day, form.value("source"), outcome == ENDS), errors


def _wrong_group(form: Form) -> Errors:
    errors = Errors()
    atc, controlled = _atc(form), form.value("controlled")
    if atc and not is_atc(atc):
        errors = errors.add(
            "rule-atc", _("Skriv en ATC-kod eller början av en, till exempel N05CF eller C07AB02")
        )
    if controlled not in ("", ANY_CLASS, *CLASSES):
        errors = errors.add("controlled", _("Välj en narkotikaklass"))
    elif not atc and not controlled:
        errors = errors.add("rule-atc", _("Skriv en ATC-kod, eller välj en narkotikaklass"))
    return errors


def _wrong_words(form: Form) -> dict[str, str]:
    """Say by field what is wrong with the words; patients read why something is refused."""
    wanted = {
        "name": _("Skriv vad patienter kallar läkemedlen"),
        "source": _("Skriv lagen, beslutet eller källan"),
    }
    if form.value("outcome") in {each.value for each in REFUSED}:
        wanted["text"] = _("Skriv varför, och vad patienten gör i stället")
        wanted["text_simple"] = _("Skriv samma sak på lätt svenska")
    faults = {}
    for name, most in LONGEST.items():
        if long := too_long(form.value(name), most):
            faults[name] = at_field(_(_LABELS[name]), long)
        elif not form.value(name) and name in wanted:
            faults[name] = wanted[name]
    return faults


def showing(decided: DecidedRule | None, day: date) -> Form:
    """Fill the form in from a rule that there is, or with what is usual, from a day."""
    if decided is None:
        return Form.showing(outcome=Outcome.VISIT_REQUIRED.value, valid_from=day.isoformat())
    rule = decided.rule
    return Form.showing(
        **{"rule-atc": rule.atc_prefix or ""},
        controlled=controlled_of(rule),
        outcome=ENDS if decided.ends else rule.outcome.value,
        name=rule.name,
        text=rule.text,
        text_simple=rule.text_simple,
        valid_from=day.isoformat(),
    )


def _atc(form: Form) -> str:
    return form.value("rule-atc").replace(" ", "").upper()
