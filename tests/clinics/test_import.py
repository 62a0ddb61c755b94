"""The import of clinics: shown first, safe to run twice, one bad row never stops the rest."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fornya.clinics.catalogue.entry import BadEntry, Municipalities, Raw, checked
from fornya.clinics.catalogue.fhir_file import read_fhir
from fornya.clinics.models import Clinic, SettingChange

HEADING = (
    "hsa_id,name,kind,municipality,street,postcode,place,phone,renews_online,answer_days,lat,lon,former_names"
)
GOOD = (
    "SE0000000000-X1,Nya vårdcentralen,health_centre,Uppsala,Nygatan 1,75310,Uppsala,018-100 00 00,"
    "ja,3,59.86,17.64,"
)
PLACES = Municipalities.of([("0380", "Uppsala"), ("2080", "Falun")])


@pytest.fixture
def run(as_owner, loaded_demo, db, tmp_path):
    """Run the command on a file with this text, and give what it says."""

    def running(text: str, *options: str) -> str:
        file = tmp_path / "catalogue"
        file.write_text(text, encoding="utf-8")
        said = StringIO()
        call_command("import_clinics", str(file), *options, stdout=said, stderr=StringIO())
        return said.getvalue()

    return running


def test_nothing_is_changed_until_it_is_approved(run):
    said = run(f"{HEADING}\n{GOOD}\n")

    assert "+ SE0000000000-X1 Nya vårdcentralen, Uppsala" in said
    assert "Nothing is changed." in said
    assert not Clinic.objects.filter(hsa_id="SE0000000000-X1").exists()


def test_what_is_approved_goes_in(run):
    run(f"{HEADING}\n{GOOD}\n", "--apply")

    clinic = Clinic.objects.get(hsa_id="SE0000000000-X1")
    assert (clinic.slug, clinic.postcode, clinic.phone) == ("nya-vardcentralen", "753 10", "+46181000000")
    assert (clinic.renews_online, clinic.answer_days, clinic.municipality_id) == (True, 3, "0380")


def test_a_second_run_changes_nothing(run):
    run(f"{HEADING}\n{GOOD}\n", "--apply")

    assert "0 new, 0 changed, 1 as they were, 0 rejected." in run(f"{HEADING}\n{GOOD}\n", "--apply")


@pytest.mark.parametrize("part", ["service", "answer"])
def test_what_a_clinic_has_set_itself_is_not_undone(run, part):
    run(f"{HEADING}\n{GOOD}\n", "--apply")
    clinic = Clinic.objects.get(hsa_id="SE0000000000-X1")
    Clinic.objects.filter(pk=clinic.pk).update(answer_days=7)
    SettingChange.objects.create(clinic=clinic, at=timezone.now(), by_name="Ada", part=part, fields={})

    shut = GOOD.replace(",ja,3,", ",nej,,").replace("Nygatan 1", "Nygatan 2")
    said = run(f"{HEADING}\n{shut}\n", "--apply")

    clinic.refresh_from_db()
    assert (clinic.renews_online, clinic.answer_days, clinic.street) == (True, 7, "Nygatan 2")
    assert "answer_days" not in said


def test_a_clinic_that_changes_its_name_keeps_the_old_one_and_its_address_on_the_web(run):
    run(f"{HEADING}\n{GOOD}\n", "--apply")
    said = run(f"{HEADING}\n{GOOD}\n".replace("Nya vårdcentralen", "Parkens vårdcentral"), "--apply")
    clinic = Clinic.objects.get(hsa_id="SE0000000000-X1")

    assert "name: Nya vårdcentralen -> Parkens vårdcentral" in said
    assert clinic.former_names == ["Nya vårdcentralen"]
    assert clinic.slug == "nya-vardcentralen"


def test_a_bad_row_is_told_with_its_line_and_the_rest_goes_in(run):
    bad = GOOD.replace("X1", "X2").replace("75310", "7531")
    said = run(f"{HEADING}\n{bad}\n{GOOD}\n{GOOD}\n", "--apply")

    assert "! line 2: postcode '7531' is not five digits" in said
    assert "! line 4: SE0000000000-X1 stands on line 3 already" in said
    assert "1 new, 0 changed, 0 as they were, 2 rejected." in said
    assert Clinic.objects.filter(hsa_id="SE0000000000-X1").exists()


def test_two_clinics_with_one_name_get_addresses_of_their_own(run):
    run(f"{HEADING}\n{GOOD}\n{GOOD.replace('X1', 'X2')}\n", "--apply")
    slugs = Clinic.objects.filter(name="Nya vårdcentralen").values_list("slug", flat=True)

    assert set(slugs) == {"nya-vardcentralen", "nya-vardcentralen-uppsala"}


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "{", '{"resourceType": "Patient"}', "[]"])
def test_a_file_that_is_no_catalogue_is_refused_whole(run, text):
    with pytest.raises(CommandError):
        run(text)


def test_a_file_that_says_nothing_of_languages_leaves_them(run):
    said = f"{HEADING},languages\n{GOOD},ar|FI|sv\n"
    run(said, "--apply")
    run(f"{HEADING}\n{GOOD}\n", "--apply")

    assert Clinic.objects.get(hsa_id="SE0000000000-X1").languages == ["ar", "fi"]
    assert "0 changed, 1 as they were" in run(said)


def test_an_empty_column_of_languages_takes_them_away(run):
    run(f"{HEADING},languages\n{GOOD},ar\n", "--apply")

    assert "languages: ['ar'] -> []" in run(f"{HEADING},languages\n{GOOD},\n")


def test_a_bundle_says_which_languages_are_spoken(run):
    spoken = [{"coding": [{"system": "urn:ietf:bcp:47", "code": "so"}]}, {"coding": [{"code": "en"}]}]
    run(bundle(ORGANIZATION, LOCATION, SERVICE | {"communication": spoken}), "--apply")
    run(bundle(ORGANIZATION, LOCATION, SERVICE), "--apply")

    assert Clinic.objects.get(hsa_id="SE0000000000-X1").languages == ["en", "so"]


def bundle(*resources: dict) -> str:
    return json.dumps({"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]})


ORGANIZATION = {
    "resourceType": "Organization",
    "id": "o1",
    "identifier": [{"system": "urn:oid:1.2.752.129.2.1.4.1", "value": "SE0000000000-X1"}],
    "name": "Nya vårdcentralen",
    "alias": ["Gamla vårdcentralen"],
    "type": [{"coding": [{"code": "health_centre"}]}],
}
LOCATION = {
    "resourceType": "Location",
    "managingOrganization": {"reference": "Organization/o1"},
    "address": {"line": ["Nygatan 1"], "postalCode": "753 10", "city": "Uppsala", "district": "Uppsala"},
    "position": {"latitude": 59.86, "longitude": 17.64},
}
SERVICE = {
    "resourceType": "HealthcareService",
    "active": True,
    "providedBy": {"identifier": {"value": "SE0000000000-X1"}},
    "telecom": [{"system": "phone", "value": "+46181000000"}],
    "characteristic": [{"coding": [{"code": "renewal-online"}]}],
    "extension": [{"url": "https://fornya.example/fhir/StructureDefinition/answer-days", "valueInteger": 3}],
}


def test_a_bundle_says_the_same_as_a_line_of_csv(run):
    run(f"{HEADING}\n{GOOD}\n", "--apply")

    said = run(bundle(ORGANIZATION, LOCATION, SERVICE), "--apply")

    assert "former_names: [] -> ['Gamla vårdcentralen']" in said
    assert "0 new, 1 changed" in said


def test_an_organization_without_a_place_is_rejected_alone(run):
    other = ORGANIZATION | {"id": "o2", "identifier": []}

    said = run(bundle(other, ORGANIZATION, LOCATION, SERVICE), "--apply")

    assert "! line 1: hsa_id '' is no HSA-id" in said
    assert "1 new, 0 changed, 0 as they were, 1 rejected." in said


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"kind": "spa"}, "kind"),
        ({"municipality": "Atlantis"}, "municipality"),
        ({"phone": "ring"}, "phone"),
        ({"renews_online": "kanske"}, "renews_online"),
        ({"answer_days": ""}, "answer_days"),
        ({"answer_days": "31"}, "answer_days"),
        ({"languages": "ar|klingonska"}, "language"),
        ({"lat": "12"}, "lat"),
        ({"lon": "x"}, "lon"),
        ({"lat": "NaN"}, "lat"),
        ({"name": ""}, "name"),
        ({"street": "x" * 121}, "street"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(changed, reason):
    fields = dict(zip(HEADING.split(","), GOOD.split(","), strict=True)) | changed

    with pytest.raises(BadEntry, match=reason):
        checked(Raw(2, fields), PLACES)


@given(st.dictionaries(st.sampled_from(HEADING.split(",")), st.text(max_size=30)))
def test_whatever_a_row_holds_is_taken_or_refused(changed):
    fields = dict(zip(HEADING.split(","), GOOD.split(","), strict=True)) | changed
    try:
        entry = checked(Raw(2, fields), PLACES)
    except BadEntry:
        return
    assert entry.name


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from([*ORGANIZATION, *LOCATION, *SERVICE]), inner)
        ),
        max_leaves=20,
    )
)
def test_whatever_a_resource_holds_is_read(inner):
    resource = dict.fromkeys(ORGANIZATION, inner) | {"resourceType": "Organization"}

    assert [raw.line for raw in read_fhir(bundle(resource))] == [1]
