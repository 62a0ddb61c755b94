"""What a form of ours does not ask for is not taken from it: the names of all columns are sent along.

Every form that any page shows is sent as it stands, and again with a value for each column there is; both
times the same rows have to come of it.
"""

import re
from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from lxml import html

from tests import make
from tests.access import walk
from tests.access.test_forged_forms import FORMS, READ, who_may
from tests.access.walk import Page
from tests.access.world import World
from tests.browser import values
from tests.conftest import connect_as
from tests.mutants import Change, with_changes
from tooling.postgres_settings import OWNER, WEB

UNLIKE = (
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(\+00(:00)?|Z)?"), "at"),
    (re.compile(r"\d{4}-\d{4}(?!\d)|[0-9a-f]{32,}"), "drawn"),
)
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# The fault put in: a choice of commission that takes the clinic from whoever names one.
TAKES_MORE = Change(
    "fornya.pages.login.staff",
    "chosen.clinic_id",
    'int(request.POST.get("clinic_id", chosen.clinic_id))',
    within="commission",
)
# They say nothing of what was done: who read what, and how often somebody asked.
NOT_DEEDS = ("audit_", "limits_", "django_", "procrastinate_")


@pytest.fixture
def past_walls(database, settings):
    """Be the owner of the tables, to see every row that came."""
    # There are more columns than the fields that one form may have: that limit would refuse them all.
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
    connect_as(OWNER)
    yield
    connect_as(WEB)


def test_no_form_takes_more_than_it_asks_for(past_walls):
    wrong, done = taken(FORMS)

    assert wrong == []
    assert len(done) >= 10, done


def test_a_form_that_does_is_noticed(past_walls):
    choice = [page for page in FORMS if page.name == "login:commission"]
    with with_changes(TAKES_MORE):
        wrong, _done = taken(choice)

    assert [name for name, *_rows in wrong] == ["login:commission"]


def taken(pages: list[Page]) -> tuple[list[tuple[Any, ...]], set[str]]:
    """Give the forms of which more came when more was sent, and the names of those that did anything."""
    world = World()
    shown, extra = forms(world, pages), every_column(world)
    wrong, done = [], set()
    for page in pages:
        for role in who_may(page):
            fields = shown.get((role, walk.address(page, world, role, "own")))
            if fields is None:
                continue
            plain = deeds(page, world, role, fields)
            more = deeds(page, world, role, extra | fields)
            if plain:
                done.add(page.name)
            if plain != more:
                wrong.append((page.name, role, plain - more, more - plain))
    return wrong, done


def forms(world: World, pages: list[Page]) -> dict[tuple[str, str], dict[str, str]]:
    """Give what each form on any page would send, by who sees it and where it is sent."""
    found = {}
    # A form is sent where it is shown, or from a page beside it.
    spaces = {page.name.partition(":")[0] for page in pages}
    for page in READ:
        if page.name.partition(":")[0] not in spaces:
            continue
        for role in who_may(page):
            answer = walk.ask(page, world, role, "GET", "own")
            if answer.status_code != 200 or "html" not in answer["Content-Type"]:
                continue
            for form in html.fromstring(answer.content).xpath("//form[@method='post']"):
                to = (form.get("action") or answer.wsgi_request.path).partition("?")[0]
                found.setdefault((role, to), filled_in(form))
    return found


def filled_in(form: html.HtmlElement) -> dict[str, str]:
    """Press the first button, with the first answer wherever one has to be chosen."""
    fields = values(form)
    for box in form.xpath(".//input[@type='radio' or @type='checkbox']"):
        fields.setdefault(box.get("name"), box.get("value", "on"))
    for button in form.xpath(".//button[@name]")[:1]:
        fields.setdefault(button.get("name"), button.get("value", ""))
    for field in form.xpath(".//textarea[@name] | .//input[@type='text' and @name]"):
        fields[field.get("name")] = fields.get(field.get("name")) or "Ja"
    return fields


def every_column(world: World) -> dict[str, str]:
    """Give a value for each column of every table of ours: another's id, another state, another day."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("fornya."):
            for field in model._meta.concrete_fields:
                found |= {field.name: other(field, world), field.attname: other(field, world)}
    return found


def other(field: models.Field, world: World) -> str:
    bert = world.bert
    if "patient" in field.name or "giver" in field.name or "agent" in field.name:
        return str(bert.who.patient_id)
    if isinstance(field, models.UUIDField):
        return str(bert.requests[make.BJORKEN])
    if field.choices:
        return str(list(field.choices)[-1][0])
    if isinstance(field, models.DateTimeField | models.DateField):
        return "2001-01-01"
    if isinstance(field, models.BooleanField):
        return "true"
    return "7" if isinstance(field, models.IntegerField | models.ForeignKey) else "Kanariefågel"


def deeds(page: Page, world: World, role: str, fields: dict[str, str]) -> Counter[str]:
    """Send a form, and give each row that it made or changed; then take all of it back."""
    before, counters = rows(), sequences()
    known = set(ID.findall(" ".join(before)))
    whole = transaction.atomic()
    # As in Django's own tests: the deeds inside believe that theirs is the outermost transaction.
    whole._from_testcase = True
    with whole:
        walk.browser(page, world, role, "own").post(walk.address(page, world, role, "own"), fields)
        after = rows()
        transaction.set_rollback(True)
    rewind(counters)
    return Counter(alike(row, known) for row in (after - before).elements())


def alike(row: str, known: set[str]) -> str:
    """Leave out what is drawn anew each time; ids of things that were there before stay."""
    row = ID.sub(lambda found: found[0] if found[0] in known else "new", row)
    for pattern, word in UNLIKE:
        row = pattern.sub(word, row)
    return row


def rows() -> Counter[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        names = [name for (name,) in cursor.fetchall() if not name.startswith(NOT_DEEDS)]
        whole = " UNION ALL ".join(f"SELECT '{name}' || t::text FROM {name} t" for name in names)
        cursor.execute(whole)
        return Counter(row for (row,) in cursor.fetchall())


def sequences() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        return cursor.fetchall()


def rewind(counters: list[tuple[Any, ...]]) -> None:
    """Let ids be given out as before: PostgreSQL does not take them back by itself."""
    with connection.cursor() as cursor:
        for name, last in counters:
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [name, last or 1, last is not None])
