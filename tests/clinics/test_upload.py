"""A catalogue from a page: carried out as it was shown or not at all, within one's own region, once."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from fornya.audit.scope import EVERYWHERE
from fornya.clinics.catalogue.faults import BadEntry, Fault
from fornya.clinics.catalogue.upload import ChangedSince, NoSuchUpload, approve, keep, shown
from fornya.clinics.region.change import Decider
from fornya.clinics.settings.change import set_answer_days
from tests import make
from tests.clinics.region.restored import region
from tests.clinics.settings.restored import clinic
from tests.committed import database, owner, owner_connection, transactional_db

__all__ = ["clinic", "database", "owner_connection", "region", "transactional_db"]

HEADING = "hsa_id,name,kind,municipality,street,postcode,place,phone,renews_online,answer_days"
NEW = "SE0000000000-X1,Nya vårdcentralen,health_centre,Uppsala,Nygatan 1,75310,Uppsala,018-100 00 00,ja,3"
FAR = "SE0000000000-X2,Falu nya,health_centre,Falun,Nygatan 1,79130,Falun,023-100 00 00,nej,"
BJORKEN = "SE0000000000-V0001"
HOUR = timedelta(hours=1)


def decider(region_id: str = "03", hsa_id: str = make.RUT) -> Decider:
    return Decider(region_id, make.staff().actor, hsa_id)


def csv(*rows: str) -> bytes:
    return "\n".join((HEADING, *rows)).encode()


def names() -> dict[str, str]:
    return dict(owner("SELECT hsa_id, name FROM clinics_clinic WHERE hsa_id LIKE %s", "%-X_"))


@pytest.fixture(autouse=True)
def _no_new_clinics(clinic, region):
    yield
    owner("DELETE FROM clinics_clinic WHERE hsa_id LIKE %s", "%-X_")
    owner("DELETE FROM clinics_catalogueupload")


def test_what_was_shown_and_approved_goes_in_once_and_is_public_at_once():
    number = keep(csv(NEW), by=decider(), now=make.NOW)
    found, is_done = shown(number, by=decider(), now=make.NOW)
    assert ([each.name for each in found.new], is_done, names()) == (["Nya vårdcentralen"], False, {})
    assert "Björkens vårdcentral" in found.gone

    for _ in range(2):
        approve(number, mark=found.mark, by=decider(), now=make.NOW)

    assert make.page("nya-vardcentralen").region_code == "03"
    assert shown(number, by=decider(), now=make.NOW)[1]


def test_what_has_changed_meanwhile_is_not_carried_out():
    number = keep(csv(NEW, NEW.replace("X1", "X3")), by=decider(), now=make.NOW)
    found, _ = shown(number, by=decider(), now=make.NOW)
    other = keep(csv(NEW), by=decider(hsa_id=make.RAGNA), now=make.NOW)
    approve(
        other,
        mark=shown(other, by=decider(hsa_id=make.RAGNA), now=make.NOW)[0].mark,
        by=decider(hsa_id=make.RAGNA),
        now=make.NOW,
    )

    with pytest.raises(ChangedSince):
        approve(number, mark=found.mark, by=decider(), now=make.NOW)

    assert set(names()) == {"SE0000000000-X1"}
    again, _ = shown(number, by=decider(), now=make.NOW)
    assert (len(again.new), again.same) == (1, 1)


def test_a_region_brings_in_its_own_clinics_and_the_operator_any():
    number = keep(csv(NEW, FAR), by=decider(), now=make.NOW)
    found, _ = shown(number, by=decider(), now=make.NOW)
    assert [(each.line, each.why.fault) for each in found.rejected] == [(3, Fault.ANOTHER_REGION)]
    assert not any("Falu" in each for each in found.gone)

    everywhere = decider(EVERYWHERE, make.OLLE)
    number = keep(csv(NEW, FAR), by=everywhere, now=make.NOW)
    found, _ = shown(number, by=everywhere, now=make.NOW)
    approve(number, mark=found.mark, by=everywhere, now=make.NOW)

    assert set(names()) == {"SE0000000000-X1", "SE0000000000-X2"}


def test_a_clinic_of_another_regions_is_not_moved_here():
    ((hsa_id,),) = owner(
        "SELECT min(hsa_id) FROM clinics_clinic c JOIN clinics_municipality m"
        " ON m.code = c.municipality_id WHERE m.region_id = '20'"
    )
    number = keep(csv(NEW.replace("SE0000000000-X1", hsa_id)), by=decider(), now=make.NOW)

    found, _ = shown(number, by=decider(), now=make.NOW)

    assert (found.new, found.changed) == ((), ())
    assert [each.why.fault for each in found.rejected] == [Fault.ANOTHER_REGION]


def test_what_a_clinic_has_set_itself_is_not_undone(clinic):
    set_answer_days(clinic_id=clinic, days=9, by=make.staff().actor, now=make.NOW)
    row = f"{BJORKEN},Björkens vårdcentral,health_centre,Uppsala,Nygatan 1,75310,Uppsala,018-100 00 00,nej,"
    number = keep(csv(row), by=decider(), now=make.NOW)
    found, _ = shown(number, by=decider(), now=make.NOW)

    approve(number, mark=found.mark, by=decider(), now=make.NOW)

    assert (make.page().street, make.page().renews_online, make.page().answer_days) == ("Nygatan 1", True, 9)


def test_a_file_is_its_senders_own_here_and_for_an_hour():
    number = keep(csv(NEW), by=decider(), now=make.NOW)
    late = make.NOW + HOUR + timedelta(seconds=1)

    assert shown(number, by=decider(), now=make.NOW + HOUR)
    for asked, now in ((decider(hsa_id=make.RAGNA), make.NOW), (decider("20"), make.NOW), (decider(), late)):
        with pytest.raises(NoSuchUpload):
            shown(number, by=asked, now=now)
        with pytest.raises(NoSuchUpload):
            approve(number, mark="", by=asked, now=now)


UNREADABLE = (
    (b"\xff\xfe", Fault.NOT_TEXT),
    (b"a\0b", Fault.NOT_TEXT),
    (b"", Fault.HEADING),
    (b"hsa_id,name\n", Fault.HEADING),
    (b"{", Fault.NOT_JSON),
    (b"{}", Fault.NO_BUNDLE),
    (b"{" * 100_000, Fault.NOT_JSON),
)


def test_what_cannot_be_read_is_not_kept():
    for content, fault in UNREADABLE:
        with pytest.raises(BadEntry) as bad:
            keep(content, by=decider(), now=make.NOW)
        assert bad.value.fault is fault

    assert owner("SELECT count(*) FROM clinics_catalogueupload") == [(0,)]


INSERT = (
    "INSERT INTO clinics_clinic (hsa_id, slug, name, former_names, kind, municipality_id, street, postcode,"
    " place, phone, renews_online, about, notice, policy, accepts_other_clinics, own_questions, patient_text,"
    " updated_on) VALUES ('SE0000000000-X9', 'x9', 'x', '[]', 'health_centre', '0380', 'x', '111 11', 'x',"
    " '+46181000000', false, '', '', '[]', false, '[]', '', now())"
)
MOVE = "UPDATE clinics_clinic SET municipality_id = '2080' WHERE hsa_id = 'SE0000000000-V0001'"
RENAME = "UPDATE clinics_clinic SET name = 'x' WHERE hsa_id = 'SE0000000000-V0001'"
CLOSE = (
    "UPDATE clinics_clinic SET closed_from = now(), closed_until = now() WHERE hsa_id = 'SE0000000000-V0001'"
)


# What is open, where, what is written, and whether it is let.
WRITTEN = (
    ("region", "03", INSERT, True),
    ("region", "*", INSERT, True),
    ("region", "20", INSERT, False),
    ("region", "", INSERT, False),
    ("clinic", "{clinic}", INSERT, False),
    ("region", "03", RENAME, True),
    ("region", "20", RENAME, False),
    ("region", "", RENAME, False),
    ("clinic", "{clinic}", RENAME, False),
    ("region", "03", MOVE, False),
    ("region", "20", MOVE, False),
    ("region", "*", MOVE, True),
    ("region", "03", CLOSE, False),
    ("region", "*", CLOSE, False),
    ("clinic", "{clinic}", CLOSE, True),
)


def is_let(setting: str, scope: str, statement: str) -> bool:
    """Tell whether the web may run a statement with this open; it is taken back."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [f"fornya.{setting}", scope])
            cursor.execute(statement)
            transaction.set_rollback(True)
    except ProgrammingError:
        return False
    return True


def test_the_database_holds_each_to_its_own_columns_and_clinics(clinic):
    # Mutant: a trigger that lets a clinic rename itself, or a region move another's clinic here.
    wrong = [
        (setting, scope, statement)
        for setting, scope, statement, wanted in WRITTEN
        if is_let(setting, scope.format(clinic=clinic), statement) is not wanted
    ]

    assert wrong == []
