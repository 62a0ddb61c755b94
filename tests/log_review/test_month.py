"""A clinic's month of its log: what meets a criterion is found in real rows, and nobody else's is read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection

from fornya.audit.models import AccessEntry
from fornya.audit.scope import Actor, ActorKind, opened, opened_log
from fornya.log_review import month as months
from fornya.log_review.mark import AlreadyMarked, NoSuchCase, OnesOwn, WordsMissing, mark
from fornya.log_review.models import Mark, Outcome
from fornya.renewals.forward import forward_request
from fornya.renewals.reading import for_staff
from fornya.rules.log_review import Criterion
from fornya.rules.posts import PostRole
from tests import make, posted
from tests.committed import by_hand, owner
from tests.make import BJORKEN, EKBACKEN, GUN, NOW, SIGNE, STRANDGATAN, TODAY

MONTH = TODAY.replace(day=1)
BY = Actor(ActorKind.STAFF, 99, "Gun Granskare")
DAY = timedelta(days=1)


def review(clinic: str = BJORKEN, *, month=MONTH, reviewer: int = 99, now=NOW) -> months.MonthReview:
    return months.review_of(clinic_id=make.page(clinic).id, month=month, reviewer=reviewer, by=BY, now=now)


def found(kind: Criterion, review_of: months.MonthReview) -> list[months.Item]:
    return [item for item in review_of.items if item.criterion is kind]


def daytime() -> None:
    """Let all that is in the log have been done at noon, whenever the tests run."""
    owner("UPDATE audit_accessentry SET at = date_trunc('day', at) + interval '11 hours'")


def test_ordinary_work_is_no_case(database):
    eva = make.staff()
    for _ in range(3):
        make.decide(eva, whole := make.taken(eva, make.request()), make.renewal(whole.lines[0].id))
    daytime()

    done = review()

    assert done.readings >= 6
    assert done.items == ()


def test_what_meets_a_criterion_is_found_with_names_and_rows(database):
    eva = make.staff()
    request_id = make.request(make.patient(name="Elsa Läkare"))
    for_staff(request_id=request_id, staff=eva, now=NOW)
    daytime()

    (item,) = found(Criterion.SAME_SURNAME, review())

    assert (item.reader_name, item.patient_name, len(item.rows)) == ("Eva Läkare", "Elsa Läkare", 1)
    assert (item.said, item.is_own) == (None, False)
    assert found(Criterion.SAME_SURNAME, review(reviewer=eva.staff_id))[0].is_own


def test_somebody_protected_and_long_after_the_end_are_found(database):
    eva = make.staff()
    patient = make.patient()
    request_id = make.request(patient)
    for_staff(request_id=request_id, staff=eva, now=NOW)
    owner("UPDATE people_patient SET is_protected = true WHERE id = %s", patient.patient_id)
    by_hand("UPDATE renewals_renewalrequest SET ended_at = %s", NOW - 40 * DAY)
    daytime()

    done = review()

    assert {item.criterion for item in done.items} == {Criterion.PROTECTED, Criterion.LONG_AFTER}


def test_of_somebody_without_a_request_here_there_is_no_name(database):
    eva, stranger = make.staff(), make.patient(name="Berit Borta")
    with opened(
        by=eva.actor,
        what="request.read",
        patient_id=stranger.patient_id,
        clinic_id=eva.clinic_id,
        now=NOW,
    ):
        pass

    (item,) = found(Criterion.NO_REQUEST, review())

    assert item.patient_name == ""
    assert "Borta" not in repr(review())


def test_what_was_here_and_was_sent_on_was_here(database):
    eva = make.staff()
    whole = make.taken(eva, make.request())
    forward_request(
        request_id=whole.id,
        to=make.page(EKBACKEN),
        seen_version=whole.version,
        by=eva,
        today=TODAY,
        now=NOW,
    )
    daytime()

    assert found(Criterion.NO_REQUEST, review()) == []


def test_another_clinics_log_and_another_month_are_not_read(database):
    signe = make.staff(SIGNE, clinic=STRANDGATAN)
    for_staff(request_id=make.request(clinic=STRANDGATAN), staff=signe, now=NOW)

    assert review(STRANDGATAN).readings == 1
    assert review().readings == 0
    assert review(STRANDGATAN, month=(MONTH - DAY).replace(day=1)).readings == 0


def test_to_work_at_a_clinic_does_not_open_its_log(database):
    eva = make.staff()
    for_staff(request_id=make.request(), staff=eva, now=NOW)

    with opened(by=eva.actor, what="worklist.read", clinic_id=eva.clinic_id, now=NOW):
        assert AccessEntry.objects.count() == 0
    with opened_log(by=BY, what="log.read", clinic_id=make.page(STRANDGATAN).id, now=NOW):
        assert AccessEntry.objects.exclude(what="log.read").count() == 0


def test_the_review_is_itself_in_the_log(database):
    review()

    rows = "SELECT what, actor_name, clinic_id, subject FROM audit_accessentry"
    assert owner(rows) == [("log.read", "Gun Granskare", make.page().id, f"{MONTH:%Y-%m}")]


def test_the_sample_is_drawn_when_the_month_is_over(database):
    eva = make.staff()
    for _ in range(3):
        make.decide(eva, whole := make.taken(eva, make.request()), make.renewal(whole.lines[0].id))
    daytime()
    later = NOW + 32 * DAY

    first, second = (review(now=later) for _ in range(2))

    assert (review().is_over, review().items) == (False, ())
    assert len([item for item in first.items if item.criterion is None]) == first.readings
    assert [item.key for item in first.items] == [item.key for item in second.items]


def seeded(eva) -> months.Item:
    for_staff(request_id=make.request(make.patient(name="Elsa Läkare")), staff=eva, now=NOW)
    daytime()
    return found(Criterion.SAME_SURNAME, review())[0]


def say(by, item: months.Item, outcome=Outcome.RIGHT, words: str = "") -> None:
    mark(
        clinic_id=make.page().id,
        month=MONTH,
        key=item.key,
        outcome=outcome,
        words=words,
        by=by,
        now=NOW,
    )


def gun():
    return make.signed_in(posted.token(GUN, PostRole.LOG_REVIEWER, clinic=BJORKEN))


def test_what_is_said_is_kept_with_its_rows_and_logged(database):
    item, reviewer = seeded(make.staff()), gun()

    say(reviewer, item, Outcome.FOLLOW_UP, "Chefen frågar.")

    (said,) = found(Criterion.SAME_SURNAME, review())
    assert (said.said.outcome, said.said.words, said.said.by) == (
        Outcome.FOLLOW_UP,
        "Chefen frågar.",
        "Gun Granskare",
    )
    assert review().left == 0
    assert owner("SELECT rows, reviewed_by_id FROM log_review_mark") == [
        ([row.id for row in item.rows], reviewer.staff_id)
    ]
    assert owner("SELECT subject FROM audit_accessentry WHERE what = 'log.reviewed'") == [(item.key,)]


def test_nobody_reviews_their_own_and_the_database_says_so_too(database):
    eva = make.staff()
    item = seeded(eva)

    with pytest.raises(OnesOwn):
        say(eva, item)
    assert owner("SELECT count(*) FROM log_review_mark") == [(0,)]
    values = {"clinic_id": make.page().id, "month": MONTH, "case": "x", "rows": [], "outcome": "right"}
    values |= {"reader_id": 7, "reviewed_by_id": 7, "reviewed_by": "x", "reviewed_at": NOW}
    with (
        pytest.raises(IntegrityError, match="case_is_not_the_reviewers_own"),
        opened_log(by=BY, what="log.reviewed", clinic_id=make.page().id, now=NOW),
    ):
        Mark.objects.create(**values)


def test_a_case_is_said_once_and_only_one_that_is_there(database):
    item, reviewer = seeded(make.staff()), gun()
    with pytest.raises(WordsMissing):
        say(reviewer, item, Outcome.FOLLOW_UP, "  ")
    with pytest.raises(NoSuchCase):
        say(reviewer, replace(item, key="0" * 24))
    say(reviewer, item)

    with pytest.raises(AlreadyMarked):
        say(reviewer, item)


def test_a_case_that_has_grown_is_another_one(database):
    eva = make.staff()
    patient = make.patient(name="Elsa Läkare")
    request_id = make.request(patient)
    for_staff(request_id=request_id, staff=eva, now=NOW)
    daytime()
    say(gun(), found(Criterion.SAME_SURNAME, review())[0])
    for_staff(request_id=request_id, staff=eva, now=NOW)

    (item,) = found(Criterion.SAME_SURNAME, review())

    assert (item.said, len(item.rows)) == (None, 2)


def test_a_month_is_read_by_clinic_and_time_however_long_the_log_is(database):
    owner(
        "INSERT INTO audit_accessentry"
        " (at, actor_kind, actor_id, actor_name, patient_id, clinic_id, what, subject)"
        " SELECT %s - n * interval '10 minutes', 'staff', 1, 'Eva', n, n %% 50, 'request.read', ''"
        " FROM generate_series(1, 60000) n",
        NOW,
    )
    owner("ANALYZE audit_accessentry")
    start = datetime(MONTH.year, MONTH.month, 1, tzinfo=UTC)
    values = {"clinic": 7, "start": start - 31 * DAY, "end": start, "most": months.MOST}

    with opened_log(by=BY, what="log.read", clinic_id=7, now=NOW), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {months._ROWS}", values)
        ((plan,),) = cursor.fetchall()

    (top,) = [each["Plan"] for each in plan]
    assert "access_at_clinic" in str(plan)
    assert top["Shared Hit Blocks"] + top["Shared Read Blocks"] <= 120
