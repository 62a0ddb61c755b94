"""Posts: who gives which where, for how long, and that nothing is given without its grounds."""

from datetime import date, timedelta

import pytest

from fornya.rules import posts
from fornya.rules.posts import Analysis, Giver, Lacking, PostRole, Reach

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
GOOD = Analysis("Granskar loggen en gång i månaden", "Ser vem som har sökt vård, loggas", "Chefen", TODAY)
GIVES = {
    (Giver.OPERATOR, PostRole.OPERATOR, Reach.EVERYWHERE),
    (Giver.OPERATOR, PostRole.REGION_ADMINISTRATOR, Reach.REGION),
    (Giver.REGION_ADMINISTRATOR, PostRole.REGION_ADMINISTRATOR, Reach.REGION),
    (Giver.REGION_ADMINISTRATOR, PostRole.LOG_REVIEWER, Reach.REGION),
    (Giver.REGION_ADMINISTRATOR, PostRole.LOG_REVIEWER, Reach.CLINIC),
    (Giver.CLINIC_ADMINISTRATOR, PostRole.LOG_REVIEWER, Reach.CLINIC),
}


@pytest.mark.parametrize("giver", Giver)
@pytest.mark.parametrize("role", PostRole)
@pytest.mark.parametrize("reach", Reach)
def test_only_what_the_table_says_is_given(giver, role, reach):
    assert posts.may_give(giver, role, reach) is ((giver, role, reach) in GIVES)
    assert ((role, reach) in posts.can_give(giver)) is ((giver, role, reach) in GIVES)


@pytest.mark.parametrize(
    ("region", "clinic_id", "reach"),
    [("", None, Reach.EVERYWHERE), ("03", None, Reach.REGION), ("03", 7, Reach.CLINIC)],
)
def test_a_post_reaches_as_far_as_its_place(region, clinic_id, reach):
    assert posts.reach_of(region, clinic_id) is reach


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({}, ()),
        ({"need": "Allt."}, (Lacking.NEED,)),
        ({"need": " " * 40}, (Lacking.NEED,)),
        ({"need": "a" * 1001}, (Lacking.NEED,)),
        ({"risks": ""}, (Lacking.RISKS,)),
        ({"decided_by": " "}, (Lacking.DECIDED_BY,)),
        ({"decided_on": TODAY + DAY}, (Lacking.DECIDED_ON,)),
        ({"decided_on": TODAY - 367 * DAY}, (Lacking.DECIDED_ON,)),
        ({"need": "", "decided_by": ""}, (Lacking.NEED, Lacking.DECIDED_BY)),
    ],
)
def test_an_analysis_says_all_that_it_lacks(changes, lacks):
    values = {"need": GOOD.need, "risks": GOOD.risks, "decided_by": GOOD.decided_by, "decided_on": TODAY}

    assert posts.lacking(Analysis(**values | changes), TODAY) == lacks


@pytest.mark.parametrize(("days", "can"), [(-1, False), (0, True), (366, True), (367, False)])
def test_a_term_is_from_today_to_a_year(days, can):
    assert posts.is_term(TODAY + days * DAY, TODAY) is can


@pytest.mark.parametrize(("days", "does"), [(-1, False), (0, True), (10, True), (11, False)])
def test_a_post_holds_on_its_first_and_its_last_day(days, does):
    assert posts.holds(TODAY, TODAY + 10 * DAY, TODAY + days * DAY) is does


@pytest.mark.parametrize(("days", "soon"), [(-1, False), (0, True), (30, True), (31, False)])
def test_what_ends_within_thirty_days_ends_soon(days, soon):
    assert posts.ends_soon(TODAY + days * DAY, TODAY) is soon


ADMIN, OPERATOR, REVIEWER = PostRole.REGION_ADMINISTRATOR, PostRole.OPERATOR, PostRole.LOG_REVIEWER


@pytest.mark.parametrize(
    ("held", "alone"),
    [
        ([], []),
        ([(ADMIN, "03", "a")], [(ADMIN, "03")]),
        ([(ADMIN, "03", "a"), (ADMIN, "03", "b")], []),
        # The same person twice is one, and another region's is no help.
        ([(ADMIN, "03", "a"), (ADMIN, "03", "a"), (ADMIN, "20", "b")], [(ADMIN, "03"), (ADMIN, "20")]),
        ([(OPERATOR, "", "a")], [(OPERATOR, "")]),
        ([(REVIEWER, "03", "a")], []),
    ],
)
def test_who_is_alone_with_a_post_that_takes_two_is_found(held, alone):
    assert posts.alone(held) == alone
