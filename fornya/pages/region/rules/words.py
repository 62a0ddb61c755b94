"""Rules in words: the group, what is done with it, how a version stands, and what has happened."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.clinics.region.rules import Standing, Version
from fornya.clinics.rule_table import Verdict
from fornya.design import formats
from fornya.rules.policy_levels import DecidedRule
from fornya.rules.renewal_policy import Outcome, PolicyRule

ENDS = "ends"
OUTCOMES = {
    Outcome.ALLOW.value: N_("Förnyas på nätet: ett undantag från en bredare regel här"),
    Outcome.ALLOW_WITH_REVIEW.value: N_("Förnyas på nätet, men granskas extra noga"),
    Outcome.VISIT_REQUIRED.value: N_("Mottagningen träffar patienten först"),
    Outcome.NOT_OFFERED.value: N_("Förnyas inte på nätet"),
    ENDS: N_("Regeln upphör: varje mottagning bestämmer själv igen"),
}
_SHORT = OUTCOMES | {
    Outcome.ALLOW.value: N_("Förnyas på nätet (undantag)"),
    ENDS: N_("Regeln upphör"),
}
_STANDINGS = {
    Standing.WAITS: (N_("Väntar på en andra person"), "warn"),
    Standing.HOLDS: (N_("Gäller"), "ok"),
    Standing.TO_COME: (N_("Börjar gälla senare"), "info"),
    Standing.WAS: (N_("Gäller inte längre"), "neutral"),
    Standing.DECLINED: (N_("Fick nej"), "neutral"),
    Standing.WITHDRAWN: (N_("Tillbakatagen"), "neutral"),
}
_HAPPENED = {
    Verdict.APPROVED: N_("Godkände %(name)s från %(day)s"),
    Verdict.DECLINED: N_("Sa nej till %(name)s från %(day)s"),
    Verdict.WITHDRAWN: N_("Tog tillbaka %(name)s från %(day)s"),
}


def outcome_word(decided: DecidedRule) -> str:
    """Say what is done with the medicines."""
    return _(_SHORT[ENDS if decided.ends else decided.rule.outcome.value])


def standing_words(standing: Standing) -> tuple[str, str]:
    """Say how a version stands, with the tone."""
    word, tone = _STANDINGS[standing]
    return _(word), tone


def group_words(rule: PolicyRule) -> str:
    """Say which medicines a rule is about, in codes."""
    controlled = _("narkotikaklass %(class)s") % {"class": rule.narcotic_class} if rule.narcotic_class else ""
    parts = (rule.atc_prefix or "", controlled or (_("alla narkotikaklasser") if rule.narcotic else ""))
    return ", ".join(part for part in parts if part)


def happened(found: tuple[Version, ...], today: date) -> list[tuple[str, str, str]]:
    """Give the latest that has happened as when, who and what, the newest first."""
    events = []
    for each in found:
        what = {
            "name": each.decided.rule.name,
            "day": formats.short_day(each.decided.valid_from, today),
        }
        events.append((each.proposed_at, 0, each.proposed_by, _("Föreslog %(name)s från %(day)s") % what))
        if each.decided_at is not None:
            events.append((each.decided_at, 1, each.decided_by, _(_HAPPENED[each.verdict]) % what))
    events.sort(key=lambda event: event[:2], reverse=True)
    return [(formats.day_and_clock(at, today), who, what) for at, _order, who, what in events[:SHOWN]]


SHOWN = 20
