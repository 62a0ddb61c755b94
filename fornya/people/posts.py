"""Posts: gives, prolongs and ends them, and tells which somebody holds now.

A clinic's administrators give within the scope of their clinic, whoever has a post within that of its region
or of everywhere: PostgreSQL's wall holds each to their own place.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from fornya.audit.scope import EVERYWHERE, SERVICE, Actor, opened, opened_region
from fornya.clinics import directory
from fornya.people.post_table import PostRow
from fornya.rules import posts as rules
from fornya.rules.posts import Analysis, Giver, Lacking, PostRole, Reach
from fornya.rules.swedish_time import swedish_day


class BadTerm(ValueError):
    """The last day lies in the past, or more than a year ahead."""


class WithoutAnalysis(ValueError):
    """The analysis of needs and risks lacks what its first argument lists."""


class NotYours(PermissionError):
    """Whoever asks does not give such posts, or not there."""


class OneselfNever(PermissionError):
    """Nobody gives themselves a post, or prolongs their own."""


class AlreadyHeld(Exception):
    """The person holds such a post already, there or, in another region, where only one can be held."""


class NoSuchPost(LookupError):
    """No such post is to be seen from here, or it is over."""


class LastOne(Exception):
    """Somebody has to be left who can name operators."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post as whoever holds it carries it: which role, where, and until when. An operator has no place."""

    id: int
    role: PostRole
    region_code: str
    clinic_id: int | None
    ends_on: date

    @property
    def reach(self) -> Reach:
        """How far it holds."""
        return rules.reach_of(self.region_code, self.clinic_id)


@dataclass(frozen=True, slots=True)
class Listed:
    """A post as those who give them see it; `ended_by` is empty for one that nobody has ended."""

    id: int
    hsa_id: str
    name: str
    role: PostRole
    region_code: str
    clinic_id: int | None
    starts_on: date
    ends_on: date
    analysis: Analysis
    given_at: datetime
    given_by: str
    ended_at: datetime | None
    ended_by: str


@dataclass(frozen=True, slots=True)
class From:
    """From where somebody gives posts: as what, at which place, and who they are."""

    giver: Giver
    hsa_id: str
    by: Actor
    region_code: str = ""
    clinic_id: int | None = None

    def reaches(self, region_code: str, clinic_id: int | None) -> bool:
        """Tell whether a place lies within theirs."""
        match self.giver:
            case Giver.OPERATOR:
                return True
            case Giver.REGION_ADMINISTRATOR:
                return bool(region_code) and region_code == self.region_code
            case Giver.CLINIC_ADMINISTRATOR:
                return clinic_id is not None and clinic_id == self.clinic_id


@dataclass(frozen=True, slots=True)
class Wanted:
    """A post to be given: to whom, what, where, until when and why. The clinic's region is given with it."""

    hsa_id: str
    name: str
    role: PostRole
    region_code: str
    clinic_id: int | None
    ends_on: date
    analysis: Analysis


def holding(rows: Iterable[Iterable[Any]] | None, today: date) -> tuple[Post, ...]:
    """Give of the rows that the door has given (see the migration) those posts that hold today."""
    read = [
        (number, PostRole(role), region or "", clinic_id, _day(starts_on), _day(ends_on))
        for number, role, region, clinic_id, starts_on, ends_on in rows or ()
    ]
    return tuple(
        Post(number, role, region, clinic_id, ends_on)
        for number, role, region, clinic_id, starts_on, ends_on in read
        if rules.holds(starts_on, ends_on, today)
    )


def held_by(hsa_id: str, *, now: datetime) -> tuple[Post, ...]:
    """Give the posts that somebody holds at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_posts_of(%s)", [hsa_id])
        (rows,) = cursor.fetchone()
    return holding(rows, swedish_day(now))


def listed(place: From, *, now: datetime) -> tuple[Listed, ...]:
    """Give the posts at somebody's place, those that are over too, whichever ends first first."""
    with _opened(place, "posts.read", now):
        rows = list(PostRow.objects.order_by("ended_at", "ends_on", "id"))
    return tuple(_listed(row) for row in rows if place.reaches(row.region_id or "", row.clinic_id))


def give_post(wanted: Wanted, *, place: From, now: datetime) -> None:
    """Name somebody from today. Raises NotYours, OneselfNever, BadTerm, WithoutAnalysis, AlreadyHeld."""
    _check(wanted, place, swedish_day(now))
    with _opened(place, "post.given", now, wanted.hsa_id):
        before = _same(wanted).filter(ended_at=None).first()
        if before is not None and before.ends_on >= swedish_day(now):
            raise AlreadyHeld
        if before is not None:
            _end(before, place.by, now)
        _write(wanted, by=place.by, hsa_id=place.hsa_id, now=now)


def prolong_post(*, post_id: int, ends_on: date, analysis: Analysis, place: From, now: datetime) -> None:
    """Let a post hold on from today until another day, on grounds looked at anew: the old row ends, a new
    one begins. Raises NoSuchPost and what `give_post` raises."""
    with _opened(place, "post.prolonged", now, post_id):
        row = _live(post_id, place)
        wanted = Wanted(
            row.hsa_id, row.name, PostRole(row.role), row.region_id or "", row.clinic_id, ends_on, analysis
        )
        _check(wanted, place, swedish_day(now))
        _end(row, place.by, now)
        _write(wanted, by=place.by, hsa_id=place.hsa_id, now=now)


def end_post(*, post_id: int, place: From, now: datetime) -> None:
    """End a post now: its holder's next request is refused. Raises NoSuchPost, NotYours, LastOne."""
    with _opened(place, "post.ended", now, post_id):
        row = _live(post_id, place)
        reach = rules.reach_of(row.region_id or "", row.clinic_id)
        if not rules.may_give(place.giver, PostRole(row.role), reach):
            raise NotYours
        if row.role == PostRole.OPERATOR and not _is_another_operator(row, swedish_day(now)):
            raise LastOne
        _end(row, place.by, now)


def name_first_operator(*, hsa_id: str, ends_on: date, analysis: Analysis, now: datetime) -> None:
    """Name an operator as the owner of the tables, from the command. Raises as `give_post`."""
    wanted = Wanted(hsa_id, "", PostRole.OPERATOR, "", None, ends_on, analysis)
    _check(wanted, From(Giver.OPERATOR, "", SERVICE), swedish_day(now))
    with transaction.atomic():
        if _same(wanted).filter(ended_at=None, ends_on__gte=swedish_day(now)).exists():
            raise AlreadyHeld
        for row in _same(wanted).filter(ended_at=None):
            _end(row, SERVICE, now)
        _write(wanted, by=SERVICE, hsa_id="", now=now)


@contextmanager
def _opened(place: From, what: str, now: datetime, subject: object = "") -> Iterator[None]:
    """Open the scope of somebody's place: their clinic's, their region's, or that of everywhere."""
    if place.giver is Giver.CLINIC_ADMINISTRATOR:
        scope = opened(by=place.by, what=what, now=now, clinic_id=place.clinic_id, subject=subject)
    else:
        region = EVERYWHERE if place.giver is Giver.OPERATOR else place.region_code
        scope = opened_region(by=place.by, what=what, now=now, region=region, subject=subject)
    with scope:
        yield


def _check(wanted: Wanted, place: From, today: date) -> None:
    reach = rules.reach_of(wanted.region_code, wanted.clinic_id)
    within = place.reaches(wanted.region_code, wanted.clinic_id)
    if wanted.clinic_id is not None:
        within = within and directory.by_id(wanted.clinic_id).region_code == wanted.region_code
    if not within or not rules.may_give(place.giver, wanted.role, reach):
        raise NotYours
    if wanted.hsa_id == place.hsa_id:
        raise OneselfNever
    if not rules.is_term(wanted.ends_on, today):
        raise BadTerm
    missing: tuple[Lacking, ...] = rules.lacking(wanted.analysis, today)
    if missing:
        raise WithoutAnalysis(missing)


def _same(wanted: Wanted) -> Any:
    """Give the rows of the same person, role and place."""
    return PostRow.objects.select_for_update().filter(
        hsa_id=wanted.hsa_id,
        role=wanted.role.value,
        region=wanted.region_code or None,
        clinic=wanted.clinic_id,
    )


def _live(post_id: int, place: From) -> PostRow:
    row = PostRow.objects.select_for_update().filter(pk=post_id, ended_at=None).first()
    if row is None or not place.reaches(row.region_id or "", row.clinic_id):
        raise NoSuchPost(post_id)
    return row


def _is_another_operator(row: PostRow, today: date) -> bool:
    """Lock the other operators in one order, so that two who end each other cannot both go."""
    rows = PostRow.objects.select_for_update().filter(role=row.role, ended_at=None, ends_on__gte=today)
    return any(each.pk != row.pk for each in rows.order_by("pk"))


def _write(wanted: Wanted, *, by: Actor, hsa_id: str, now: datetime) -> None:
    row = PostRow(
        hsa_id=wanted.hsa_id,
        name=wanted.name,
        role=wanted.role.value,
        region_id=wanted.region_code or None,
        clinic_id=wanted.clinic_id,
        starts_on=swedish_day(now),
        ends_on=wanted.ends_on,
        need=wanted.analysis.need.strip(),
        risks=wanted.analysis.risks.strip(),
        decided_by=wanted.analysis.decided_by.strip(),
        decided_on=wanted.analysis.decided_on,
        given_at=now,
        given_by=by.name,
        given_by_hsa_id=hsa_id,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "post_once_a_place" in str(error) or "post_in_one_region" in str(error):
            raise AlreadyHeld from error
        raise


def _end(row: PostRow, by: Actor, now: datetime) -> None:
    row.ended_at, row.ended_by = now, by.name
    row.save(update_fields=["ended_at", "ended_by"])


def _listed(row: PostRow) -> Listed:
    return Listed(
        id=row.pk,
        hsa_id=row.hsa_id,
        name=row.name,
        role=PostRole(row.role),
        region_code=row.region_id or "",
        clinic_id=row.clinic_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        analysis=Analysis(row.need, row.risks, row.decided_by, row.decided_on),
        given_at=row.given_at,
        given_by=row.given_by,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
