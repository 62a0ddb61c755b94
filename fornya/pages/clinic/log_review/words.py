"""The criteria, what was done and what was said of it, in words."""

from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from fornya.log_review.models import Outcome
from fornya.log_review.month import Item
from fornya.log_review.months import Month, State
from fornya.rules import log_review as rules
from fornya.rules.log_review import Criterion, Row

CRITERIA = MappingProxyType(
    {
        Criterion.NO_REQUEST: N_("Läsning om någon som inte har och inte har haft någon förfrågan här"),
        Criterion.LONG_AFTER: N_("Läsning mer än %(days)s dagar efter att förfrågan var avslutad"),
        Criterion.SAME_NAME: N_("Läsning om någon med samma namn som den som läste"),
        Criterion.SAME_SURNAME: N_("Läsning om någon med samma efternamn som den som läste"),
        Criterion.COLLEAGUE: N_("Läsning om någon med samma namn som en kollega"),
        Criterion.PROTECTED: N_("Läsning om någon med skyddade personuppgifter"),
        Criterion.AGAIN_AND_AGAIN: N_(
            "Läsning om samma person på minst %(visits)s olika dagar, utan att göra något åt förfrågan"
        ),
        Criterion.MANY: N_(
            "Läsning om fler än %(people)s personer på en timme, utan att göra något åt deras förfrågningar"
        ),
        Criterion.AT_NIGHT: N_(
            "Läsning mellan klockan %(late)s och %(early)s, utan att förbereda eller besluta något då"
        ),
        Criterion.SEARCHES: N_("Fler än %(searches)s sökningar på en timme, utan att något öppnades"),
    }
)
_FIGURES = MappingProxyType(
    {
        "days": rules.LONG_AFTER.days,
        "visits": rules.OFTEN_DAYS,
        "people": rules.MANY_PEOPLE,
        "late": rules.NIGHT[0],
        "early": rules.NIGHT[1],
        "searches": rules.MANY_SEARCHES,
    }
)
_DID = MappingProxyType(
    {
        "request.read": N_("Läste en förfrågan"),
        "request.taken": N_("Började bedöma"),
        "decision.read": N_("Läste ett beslut som inte var signerat"),
        rules.SEARCHED: N_("Sökte efter en patient"),
    }
)
OUTCOMES = MappingProxyType(
    {Outcome.RIGHT: N_("Läsningen hörde till arbetet"), Outcome.FOLLOW_UP: N_("Följs upp")}
)


def criterion_words(criterion: Criterion | None) -> str:
    """Say what a criterion asks about, with its number."""
    if criterion is None:
        return _("Stickprov av det övriga")
    text = _(CRITERIA[criterion]) % _FIGURES
    return _("%(number)s. %(text)s") % {"number": rules.number(criterion), "text": text}


def source_words(criterion: Criterion | None) -> str:
    """Say where a criterion comes from."""
    return rules.SOURCES[criterion] if criterion else "HSLF-FS 2016:40 4 kap. 9 §"


def whom_words(item: Item) -> str:
    """Name whom it is about, as far as the clinic may know."""
    people = len({row.patient for row in item.rows if row.patient is not None})
    if people > 1:
        return ngettext("%(num)s person", "%(num)s personer", people) % {"num": people}
    if people == 0:
        return _("Ingen bestämd person")
    return item.patient_name or _("Någon utan förfrågan här")


def row_whom_words(row: Row) -> str:
    """Name whom one row is about."""
    if row.patient is None:
        return _("Ingen bestämd person")
    return row.patient_name or _("Någon utan förfrågan här")


def did_words(row: Row) -> str:
    """Say what was done."""
    return _(_DID.get(row.what, N_("Läste eller ändrade något")))


def outcome_words(outcome: Outcome) -> tuple[str, str]:
    """Say what a reviewer said, as a tag with its tone."""
    return _(OUTCOMES[outcome]), "ok" if outcome is Outcome.RIGHT else "warn"


def month_words(month: Month) -> tuple[str, str]:
    """Say how far the review of a month has come, with the tone."""
    if month.state is State.DONE:
        return _("Granskad"), "ok"
    if month.state is State.NOTHING_READ:
        return _("Inget att granska"), "neutral"
    if month.state is State.BEGUN and month.cases:
        words = {"left": month.left, "num": month.cases}
        said = _("Sen: %(left)s av %(num)s kvar") if month.is_late else _("%(left)s av %(num)s kvar")
        return said % words, "err" if month.is_late else "warn"
    if month.state is State.BEGUN:
        return (_("Sen: inte klar"), "err") if month.is_late else (_("Inte klar"), "warn")
    return (_("Sen: inte börjad"), "err") if month.is_late else (_("Inte börjad"), "warn")
