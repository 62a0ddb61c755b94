"""Words for what the directory says about a clinic in codes."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from fornya.clinics.cards import ClinicPage
from fornya.clinics.codes import Kind, LinkKind
from fornya.design import formats
from fornya.renewals.answer_times import Measured
from fornya.rules.policy_levels import in_force
from fornya.rules.renewal_policy import REFUSED, Outcome, PolicyRule, default_rules

KINDS = {
    Kind.HEALTH_CENTRE: N_("Vårdcentral"),
    Kind.DOCTORS_OFFICE: N_("Läkarmottagning"),
    Kind.PSYCHIATRY: N_("Psykiatrisk mottagning"),
    Kind.CHILD_PSYCHIATRY: N_("Barn- och ungdomspsykiatri"),
    Kind.MIDWIFE: N_("Barnmorskemottagning"),
    Kind.YOUTH: N_("Ungdomsmottagning"),
    Kind.GYNAECOLOGY: N_("Gynekologmottagning"),
    Kind.PAEDIATRICS: N_("Barnmottagning"),
    Kind.SKIN: N_("Hudmottagning"),
    Kind.INTERNAL_MEDICINE: N_("Medicinmottagning"),
    Kind.HEART: N_("Hjärtmottagning"),
    Kind.RHEUMATOLOGY: N_("Reumatologmottagning"),
    Kind.NEUROLOGY: N_("Neurologmottagning"),
    Kind.EYE: N_("Ögonmottagning"),
}
LINKS = {
    LinkKind.BOOK: N_("Boka tid"),
    LinkKind.CANCEL: N_("Av- eller omboka tid"),
    LinkKind.CONTACT: N_("Kontakta oss"),
    LinkKind.CERTIFICATE: N_("Begär intyg"),
    LinkKind.WEBSITE: N_("Mottagningens egen webbplats"),
}


TOLD_BEFORE = 30
# Those that the usual tables of languages have no name for.
UNNAMED = {"swl": N_("Svenskt teckenspråk"), "prs": N_("Dari")}


def language_word(code: str) -> str:
    """Name a language that a clinic speaks."""
    return _(UNNAMED[code]) if code in UNNAMED else formats.language_name(code)


def kind_word(kind: str) -> str:
    """Name a kind of clinic."""
    return _(KINDS[Kind(kind)])


def link_word(kind: str) -> str:
    """Name one of the clinic's other e-services."""
    return _(LINKS[LinkKind(kind)])


def answer_words(days: int) -> str:
    """Say how soon the clinic answers."""
    return ngettext("Svarar inom %(num)s arbetsdag", "Svarar inom %(num)s arbetsdagar", days) % {"num": days}


def measured_words(measured: Measured | None) -> str:
    """Say how soon the clinic has answered lately; nothing where too few have asked for it to be told."""
    if measured is None:
        return ""
    if measured.days <= 0:
        return _("Har oftast svarat samma dag, de senaste 30 dagarna")
    sentence = ngettext(
        "Har oftast svarat inom %(num)s arbetsdag, de senaste 30 dagarna",
        "Har oftast svarat inom %(num)s arbetsdagar, de senaste 30 dagarna",
        measured.days,
    )
    return sentence % {"num": measured.days}


@dataclass(frozen=True, slots=True)
class ClosureWords:
    """A planned closure in words; `is_now` when nothing can be sent today."""

    heading: str
    text: str
    own_text: str
    is_now: bool


def closure_words(clinic: ClinicPage, today: date) -> ClosureWords | None:
    """Say from when until when the clinic takes no requests, while that lasts and the month before."""
    first, last = clinic.closed_from, clinic.closed_until
    is_told = first and last and first - timedelta(days=TOLD_BEFORE) <= today <= last
    if not (first and last and is_told and clinic.renews_online):
        return None
    is_now = clinic.is_closed_on(today)
    days = {"first": formats.short_day(first, today), "last": formats.short_day(last, today)}
    return ClosureWords(
        _("Tar inte emot förfrågningar på nätet till och med %(last)s") % {"last": days["last"]}
        if is_now
        else _("Tar inte emot förfrågningar på nätet från %(first)s till %(last)s") % days,
        _("Du kan skicka från %(day)s. Ring om du behöver ett recept tidigare.")
        % {"day": formats.day(last + timedelta(days=1), today)},
        clinic.closed_text,
        is_now,
    )


def who_words(clinic: ClinicPage) -> str:
    """Say for whom the clinic is, where it is not for everyone."""
    listed = _("För dig som är listad här.") if clinic.listed_only else ""
    return " ".join(part for part in (_ages(clinic), listed) if part)


def _ages(clinic: ClinicPage) -> str:
    if clinic.min_age is not None and clinic.max_age is not None:
        ages = {"low": clinic.min_age, "high": clinic.max_age}
        return _("För dig som är %(low)s–%(high)s år.") % ages
    if clinic.min_age is not None:
        return _("För dig som har fyllt %(age)s år.") % {"age": clinic.min_age}
    if clinic.max_age is not None:
        return _("För dig som är under %(age)s år.") % {"age": clinic.max_age + 1}
    return ""


def renews_words(online: bool) -> str:
    """Say in a few words whether the clinic renews online."""
    return _("Förnyar recept på nätet") if online else _("Förnyar inte recept på nätet")


def not_renewed(clinic: ClinicPage, today: date) -> list[str]:
    """List, in words, what cannot be renewed online here today, whoever has decided so."""
    groups = (
        (PolicyRule(Outcome.NOT_OFFERED, narcotic=True), _("narkotikaklassade läkemedel")),
        (PolicyRule(Outcome.NOT_OFFERED, "J01"), _("antibiotika")),
        (PolicyRule(Outcome.VISIT_REQUIRED, "L01"), _("läkemedel mot cancer")),
        (PolicyRule(Outcome.VISIT_REQUIRED, "D10BA01"), _("isotretinoin mot akne")),
        (PolicyRule(Outcome.VISIT_REQUIRED, "B01AA"), _("warfarin")),
        (PolicyRule(Outcome.VISIT_REQUIRED, "N05AN"), _("litium")),
    )
    own = clinic.policy.rules[: -len(default_rules())]
    decided = [each.rule for each in in_force(clinic.policy.decided, today) if each.rule.outcome in REFUSED]
    named = {rule.key: rule for rule in own if rule.name}
    # What is refused above the clinic is told in its words only where the clinic has none that refuse.
    named |= {
        rule.key: rule for rule in decided if rule.key not in named or named[rule.key].outcome not in REFUSED
    }
    fixed = [words for group, words in groups if group.key not in named and _refuses(clinic, group)]
    named_words = [formats.in_swedish(rule.name) for rule in named.values() if rule.outcome in REFUSED]
    refused: list[str] = [*fixed, *named_words]
    if not clinic.policy.accepts_other_clinics:
        refused.append(_("läkemedel som du har fått av en annan mottagning"))
    return refused


def _refuses(clinic: ClinicPage, group: PolicyRule) -> bool:
    """Tell what the clinic's first rule about exactly this group says; its own rules stand first."""
    same = (rule.outcome for rule in clinic.policy.rules if rule.key == group.key)
    return next(same, Outcome.ALLOW) in REFUSED
