"""Posts on the database: given on grounds, for a time, at one's own place, and over at the next request."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError

from fornya.audit.scope import Actor, ActorKind, opened, opened_region
from fornya.people import posts, session
from fornya.people.post_table import PostRow
from fornya.people.posts import From, Wanted
from fornya.people.staff_sign_in import NoCommission, staff_came
from fornya.rules.access import Role
from fornya.rules.posts import Analysis, Giver, PostRole
from tests import make, posted
from tests.committed import owner
from tests.conftest import connect_as
from tests.make import BJORKEN, EVA, GUN, NOW, OLLE, RUT, STRANDGATAN, TODAY, UPPSALA
from tooling.postgres_settings import OWNER, WEB

DAY = timedelta(days=1)
BY = Actor(ActorKind.STAFF, 1, "Olle Drift")
OPERATOR = From(Giver.OPERATOR, OLLE, BY)
REGION = From(Giver.REGION_ADMINISTRATOR, RUT, BY, UPPSALA)
GOOD = Analysis("Granskar loggen en gång i månaden", "Ser vem som har sökt vård, loggas", "Chefen", TODAY)
LOG = "SELECT what, subject FROM audit_accessentry WHERE what LIKE 'post.%' ORDER BY id"


def at_clinic(slug: str = BJORKEN, hsa_id: str = EVA) -> From:
    page = make.page(slug)
    return From(Giver.CLINIC_ADMINISTRATOR, hsa_id, BY, page.region_code, page.id)


def reviewer(slug: str = BJORKEN, **changes) -> Wanted:
    page = make.page(slug)
    wanted = Wanted(
        GUN, "Gun Granskare", PostRole.LOG_REVIEWER, page.region_code, page.id, TODAY + 90 * DAY, GOOD
    )
    return replace(wanted, **changes)


def regional(code: str = UPPSALA, hsa_id: str = RUT) -> Wanted:
    return reviewer(role=PostRole.REGION_ADMINISTRATOR, region_code=code, clinic_id=None, hsa_id=hsa_id)


def number() -> int:
    ((found,),) = owner("SELECT id FROM people_post WHERE ended_at IS NULL")
    return found


def test_what_is_given_holds_at_once_and_is_written_with_its_grounds(database):
    posts.give_post(reviewer(), place=at_clinic(), now=NOW)

    (post,) = posts.held_by(GUN, now=NOW)
    (row,) = posts.listed(at_clinic(), now=NOW)
    assert (post.role, post.region_code, post.clinic_id) == (
        PostRole.LOG_REVIEWER,
        UPPSALA,
        make.page().id,
    )
    assert (row.analysis, row.given_by, row.starts_on) == (GOOD, "Olle Drift", TODAY)
    assert owner(LOG) == [("post.given", GUN)]


@pytest.mark.parametrize(
    ("wanted", "place", "refusal"),
    [
        (lambda: reviewer(STRANDGATAN), at_clinic, posts.NotYours),
        (lambda: reviewer(STRANDGATAN), lambda: REGION, posts.NotYours),
        (lambda: reviewer(STRANDGATAN, region_code=UPPSALA), lambda: REGION, posts.NotYours),
        (lambda: regional(make.STOCKHOLM), lambda: REGION, posts.NotYours),
        (lambda: regional(), at_clinic, posts.NotYours),
        (lambda: reviewer(), lambda: OPERATOR, posts.NotYours),
        (lambda: regional(), lambda: REGION, posts.OneselfNever),
        (lambda: reviewer(ends_on=TODAY + 367 * DAY), at_clinic, posts.BadTerm),
        (lambda: reviewer(ends_on=TODAY - DAY), at_clinic, posts.BadTerm),
        (lambda: reviewer(analysis=replace(GOOD, risks="")), at_clinic, posts.WithoutAnalysis),
    ],
)
def test_what_may_not_be_given_is_not(database, wanted, place, refusal):
    with pytest.raises(refusal):
        posts.give_post(wanted(), place=place(), now=NOW)

    assert owner("SELECT count(*) FROM people_post") == [(0,)]


def test_a_post_bites_at_the_next_request_when_it_is_ended_and_when_its_last_day_is_over(database):
    token = posted.token(GUN, PostRole.LOG_REVIEWER, clinic=BJORKEN)
    last = TODAY + 90 * DAY

    assert session.find(token, now=NOW).role is Role.NONE
    owner("UPDATE people_session SET last_seen_at = %s, started_at = %s", *[NOW + 90 * DAY] * 2)
    assert session.find(token, now=NOW + 90 * DAY).posts[0].ends_on == last
    owner("UPDATE people_session SET last_seen_at = %s, started_at = %s", *[NOW + 91 * DAY] * 2)
    assert session.find(token, now=NOW + 91 * DAY) is None
    owner("UPDATE people_session SET last_seen_at = %s, started_at = %s", *[NOW] * 2)
    posts.end_post(post_id=number(), place=at_clinic(), now=NOW)
    assert session.find(token, now=NOW) is None


def test_who_has_a_post_and_no_commission_comes_in_and_without_either_nobody_does(database):
    claims = make.claims(GUN, healthcareProfessionalLicense=["LK"], personalPrescriptionCode="9000019")
    with pytest.raises(NoCommission):
        staff_came(claims, now=NOW)
    posted.post(GUN, PostRole.LOG_REVIEWER, clinic=BJORKEN)

    member = staff_came(claims, now=NOW)

    assert (member.role, member.commissions, len(member.posts)) == (Role.NONE, (), 1)


def test_to_prolong_is_a_new_post_on_new_grounds_and_the_old_one_stays_as_it_was(database):
    posts.give_post(reviewer(), place=at_clinic(), now=NOW)
    anew = replace(GOOD, need="Granskar loggen också under hösten")

    posts.prolong_post(
        post_id=number(), ends_on=TODAY + 200 * DAY, analysis=anew, place=at_clinic(), now=NOW + DAY
    )

    new, old = posts.listed(at_clinic(), now=NOW)[::-1]
    found = posts.listed(at_clinic(), now=NOW)
    new, old = sorted(found, key=lambda each: each.id, reverse=True)
    assert (old.ended_by, old.analysis.need, old.ends_on) == ("Olle Drift", GOOD.need, TODAY + 90 * DAY)
    assert (new.ended_at, new.analysis, new.ends_on) == (None, anew, TODAY + 200 * DAY)
    assert len(posts.held_by(GUN, now=NOW + DAY)) == 1


def test_nobody_prolongs_their_own(database):
    posted.post(OLLE, PostRole.OPERATOR)

    with pytest.raises(posts.OneselfNever):
        posts.prolong_post(
            post_id=number(), ends_on=TODAY + 200 * DAY, analysis=GOOD, place=OPERATOR, now=NOW
        )

    assert owner("SELECT count(*) FROM people_post WHERE ended_at IS NULL") == [(1,)]


def test_the_last_operator_cannot_be_ended(database):
    posted.post(OLLE, PostRole.OPERATOR)
    last = number()
    with pytest.raises(posts.LastOne):
        posts.end_post(post_id=last, place=OPERATOR, now=NOW)
    posted.post(EVA, PostRole.OPERATOR)

    posts.end_post(post_id=last, place=OPERATOR, now=NOW)

    assert posts.held_by(OLLE, now=NOW) == ()


def test_the_same_twice_is_refused_and_one_that_ran_out_gives_way(database):
    posts.give_post(reviewer(), place=at_clinic(), now=NOW)
    with pytest.raises(posts.AlreadyHeld):
        posts.give_post(reviewer(), place=at_clinic(), now=NOW)

    later = NOW + 91 * DAY
    fresh = replace(GOOD, decided_on=TODAY + 91 * DAY)
    posts.give_post(reviewer(ends_on=TODAY + 100 * DAY, analysis=fresh), place=at_clinic(), now=later)

    assert len(posts.held_by(GUN, now=later)) == 1


def test_nobody_administers_two_regions_at_a_time(database):
    posts.give_post(regional(), place=OPERATOR, now=NOW)

    with pytest.raises(posts.AlreadyHeld):
        posts.give_post(regional(make.STOCKHOLM), place=OPERATOR, now=NOW)


def test_each_sees_and_ends_what_is_at_their_own_place_and_no_more(database):
    for hsa_id, place in ((GUN, BJORKEN), (EVA, STRANDGATAN)):
        posted.post(hsa_id, PostRole.LOG_REVIEWER, clinic=place)
    posted.post(OLLE, PostRole.OPERATOR)
    posted.post(RUT, PostRole.REGION_ADMINISTRATOR, region=UPPSALA)
    far = next(each for each in posts.listed(OPERATOR, now=NOW) if each.hsa_id == EVA)

    assert len(posts.listed(OPERATOR, now=NOW)) == 4
    assert {each.hsa_id for each in posts.listed(REGION, now=NOW)} == {GUN, RUT}
    assert {each.hsa_id for each in posts.listed(at_clinic(), now=NOW)} == {GUN}
    for place in (REGION, at_clinic()):
        with pytest.raises(posts.NoSuchPost):
            posts.end_post(post_id=far.id, place=place, now=NOW)
    with pytest.raises(posts.NotYours):
        posts.end_post(post_id=far.id, place=OPERATOR, now=NOW)


def test_the_wall_holds_each_to_their_own_place_whatever_a_query_forgets(database):
    posted.post(GUN, PostRole.LOG_REVIEWER, clinic=BJORKEN)
    posted.post(EVA, PostRole.LOG_REVIEWER, clinic=STRANDGATAN)
    posted.post(OLLE, PostRole.OPERATOR)

    with opened_region(by=BY, what="posts.read", region=UPPSALA, now=NOW):
        assert {row.hsa_id for row in PostRow.objects.all()} == {GUN}
    with opened(by=BY, what="posts.read", clinic_id=make.page(STRANDGATAN).id, now=NOW):
        assert {row.hsa_id for row in PostRow.objects.all()} == {EVA}
    values = {
        "region_id": make.STOCKHOLM,
        "role": "region_administrator",
        "hsa_id": GUN,
        "starts_on": TODAY,
        "ends_on": TODAY,
        "given_at": NOW,
        "decided_on": TODAY,
        "need": "x",
        "risks": "x",
        "decided_by": "x",
        "given_by": "x",
    }
    with (
        pytest.raises(ProgrammingError) as refusal,
        opened_region(by=BY, what="post.given", region=UPPSALA, now=NOW),
    ):
        PostRow.objects.create(**values)
    assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("need = ' '", "post_has_its_analysis"),
        ("risks = ''", "post_has_its_analysis"),
        ("decided_by = ''", "post_has_its_analysis"),
        ("ends_on = starts_on + 367", "post_has_a_term"),
        ("ends_on = starts_on - 1", "post_has_a_term"),
        ("region_id = NULL", "post_is_somewhere"),
        ("role = 'king'", "post_is_somewhere"),
        ("role = 'operator'", "post_is_somewhere"),
        ("given_by_hsa_id = hsa_id", "post_is_given_by_another"),
        ("hsa_id = 'Gun'", "post_hsa_id_form"),
        ("ended_at = now()", "post_was_ended_by_somebody"),
    ],
)
def test_the_database_itself_refuses_a_post_that_cannot_be(database, change, rule):
    posted.post(GUN, PostRole.LOG_REVIEWER, clinic=BJORKEN)

    with pytest.raises(psycopg.errors.CheckViolation, match=rule):
        owner(f"UPDATE people_post SET {change}")  # noqa: S608 - the table above


def test_the_first_operator_is_named_by_a_command_with_grounds(database):
    grounds = {"until": str(TODAY + 90 * DAY), "need": GOOD.need, "risks": GOOD.risks, "decided_by": "Chefen"}

    assert "is an operator until" in command(OLLE, **grounds)

    (post,) = posts.held_by(OLLE, now=NOW)
    assert post.role is PostRole.OPERATOR
    for changes, says in (
        ({}, "is an operator already"),
        ({"need": "x", "risks": "x"}, "Say more: --need, --risks"),
        ({"until": "2020-01-01"}, "--until is today or later"),
    ):
        with pytest.raises(CommandError, match=says):
            command(OLLE, **grounds | changes)
    with pytest.raises(CommandError, match="is no HSA-id"):
        command("Olle", **grounds)


def command(hsa_id: str, **options: str) -> str:
    said = StringIO()
    words = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    connect_as(OWNER)
    try:
        call_command("name_operator", hsa_id, *words, stdout=said)
    finally:
        connect_as(WEB)
    return said.getvalue()


def test_an_error_that_is_no_clash_is_told(database, monkeypatch):
    def broken(*_given, **_options):
        raise IntegrityError("disk is full")

    monkeypatch.setattr(PostRow, "save", broken)
    with pytest.raises(IntegrityError):
        posts.give_post(reviewer(), place=at_clinic(), now=NOW)
