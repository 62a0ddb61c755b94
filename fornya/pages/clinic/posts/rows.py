"""Posts as rows: those that soon run out first, then the rest, then what is over."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.design.parts import Cell, Column, Row
from fornya.pages.clinic.posts import words
from fornya.people.posts import Listed
from fornya.rules.posts import alone, ends_soon, holds

Group = tuple[str, list[Column], list[tuple[Cell, ...]]]
SHOWN_OVER = 50


def groups(found: Iterable[Listed], today: date, one: str) -> list[Group]:
    """Give the headings with their tables; a heading without any post is left out."""
    live = [each for each in found if each.ended_at is None]
    over = sorted(
        (each for each in found if each.ended_at is not None), key=lambda each: each.ended_at or each.given_at
    )
    soon = [each for each in live if each.ends_on < today or ends_soon(each.ends_on, today)]
    rest = [each for each in live if each not in soon]
    made = [
        (_("Går ut inom 30 dagar"), _columns(_("Till och med")), [_live(each, today, one) for each in soon]),
        (_("Gäller nu"), _columns(_("Till och med")), [_live(each, today, one) for each in rest]),
        (
            _("Det som är över"),
            _columns(_("Avslutad")),
            [_over(each, today, one) for each in reversed(over[-SHOWN_OVER:])],
        ),
    ]
    return [group for group in made if group[2]]


def alone_words(found: Iterable[Listed], today: date) -> list[str]:
    """Say where one person alone holds a post that takes two."""
    live = [each for each in found if each.ended_at is None and holds(each.starts_on, each.ends_on, today)]
    return [
        words.alone_words(role, region_code)
        for role, region_code in alone((each.role, each.region_code, each.hsa_id) for each in live)
    ]


def summary(post: Listed, today: date) -> list[Row]:
    """Give everything that is kept of one post."""
    given = _("%(when)s, av %(who)s") % {
        "when": formats.day_and_clock(post.given_at, today),
        "who": post.given_by,
    }
    decided = _("%(who)s, %(when)s") % {
        "who": post.analysis.decided_by,
        "when": formats.day(post.analysis.decided_on, today),
    }
    rows = [
        Row(key=_("Får"), value=words.role_words(post)),
        Row(key=_("Gäller för"), value=words.place_words(post)),
        Row(key=_("HSA-id"), value=post.hsa_id),
        Row(key=_("Från och med"), value=formats.day(post.starts_on, today)),
        Row(key=_("Till och med"), value=words.until_words(post, today)),
        Row(key=_("Behöver se, och för vilket arbete"), value=post.analysis.need),
        Row(key=_("Risker, och vad ni gör åt dem"), value=post.analysis.risks),
        Row(key=_("Beslutat av"), value=decided),
        Row(key=_("Given"), value=given),
    ]
    if post.ended_at is not None:
        rows.append(Row(key=_("Avslutad"), value=_ended(post, today)))
    return rows


def _columns(last: str) -> list[Column]:
    return [Column(text=_("Vem")), Column(text=_("Får")), Column(text=last), Column(text=_("Läge"))]


def _live(post: Listed, today: date, one: str) -> tuple[Cell, ...]:
    return *_who(post, one), Cell(text=words.until_words(post, today)), _tag(post, today)


def _over(post: Listed, today: date, one: str) -> tuple[Cell, ...]:
    return *_who(post, one), Cell(text=_ended(post, today)), _tag(post, today)


def _who(post: Listed, one: str) -> tuple[Cell, Cell]:
    return (
        Cell(
            text=words.person_words(post),
            href=reverse(one, args=[post.id]),
            note=post.hsa_id,
            names_row=True,
        ),
        Cell(text=words.role_words(post), note=words.place_words(post)),
    )


def _tag(post: Listed, today: date) -> Cell:
    text, tone = words.term_words(post, today)
    return Cell(tag=text, tone=tone)


def _ended(post: Listed, today: date) -> str:
    if post.ended_at is None:
        return ""
    when = formats.day_and_clock(post.ended_at, today)
    return _("%(when)s, av %(who)s") % {"when": when, "who": post.ended_by}
