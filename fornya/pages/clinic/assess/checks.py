"""The checks of one medicine as the page shows them: what to look at first, what did not run, all of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.design.parts import Cell, Column, Row
from fornya.pages.clinic.assess.check_words import NAMES, RESULTS, basis_of, sentence_of
from fornya.rules.checks.run import is_clean
from fornya.rules.checks.shape import Finding, Result


@dataclass(frozen=True, slots=True)
class Marked:
    """A check that found something."""

    tone: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Checks:
    """All checks of one medicine. `summary` counts them; `not_run` groups them by why they did not run."""

    summary: str
    is_clean: bool
    marked: list[Marked]
    not_run: list[Row]
    columns: list[Column]
    table: list[list[Cell]]


def checks_of(findings: Sequence[Finding]) -> Checks | None:
    """Give the checks in words; None for a medicine that waits for no decision."""
    if not findings:
        return None
    pressing = list(Result)
    marked = [each for each in findings if each.result in (Result.WARN, Result.STOP)]
    return Checks(
        summary=_summary(findings),
        is_clean=is_clean(findings),
        marked=[
            Marked(RESULTS[each.result][1], _(NAMES[each.name]), sentence_of(each))
            for each in sorted(marked, key=lambda each: -pressing.index(each.result))
        ],
        not_run=_not_run(findings),
        columns=[
            Column(text=_("Kontroll")),
            Column(text=_("Resultat")),
            Column(text=_("Vad den har tittat på")),
        ],
        table=[_cells(each) for each in findings],
    )


def _summary(findings: Sequence[Finding]) -> str:
    marked = sum(each.result in (Result.WARN, Result.STOP) for each in findings)
    missing = sum(each.result is Result.NOT_RUN for each in findings)
    if not marked and not missing:
        return _("Alla %(number)s kontroller är körda, utan anmärkning") % {"number": len(findings)}
    parts = []
    if marked:
        parts.append(ngettext("%(num)s att titta på", "%(num)s att titta på", marked) % {"num": marked})
    if missing:
        parts.append(ngettext("%(num)s inte körd", "%(num)s inte körda", missing) % {"num": missing})
    fine = len(findings) - marked - missing
    parts.append(_("%(num)s utan anmärkning") % {"num": fine})
    return ", ".join(parts)


def _not_run(findings: Sequence[Finding]) -> list[Row]:
    by_reason: dict[str, list[str]] = defaultdict(list)
    for each in findings:
        if each.result is Result.NOT_RUN:
            by_reason[sentence_of(each)].append(_(NAMES[each.name]))
    return [Row(key=", ".join(names), value=reason) for reason, names in by_reason.items()]


def _cells(finding: Finding) -> list[Cell]:
    word, tone = RESULTS[finding.result]
    return [
        Cell(text=_(NAMES[finding.name]), names_row=True),
        Cell(tag=_(word), tone=tone, note=sentence_of(finding)),
        Cell(text=basis_of(finding)),
    ]
