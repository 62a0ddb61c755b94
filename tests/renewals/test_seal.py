"""A decision is accepted for exactly what was shown, by whom was just there; and a changed row is found."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from joserfc import jws
from joserfc.jwk import ECKey

from fornya.renewals import decision_keys
from fornya.renewals.decide import NotConfirmed
from fornya.renewals.decision_keys import KeyRing, NotKeys
from fornya.renewals.filled import filled, keep_filled
from fornya.renewals.history import NoSuchRequest
from fornya.renewals.models import Decision
from fornya.renewals.seal import fault_of, faults
from fornya.renewals.shown import ShownDiffers, digest_of_shown
from tests import make
from tests.committed import as_worker, by_hand, owner
from tests.make import NOW
from tooling.environment import decision_key

DECISIONS = "SELECT outcome, signature FROM renewals_decision"


@pytest.fixture
def signed(database):
    """Three signed decisions of one request."""
    eva = make.staff()
    whole = make.taken(eva, make.request(None, [make.choice() for _ in range(3)]))
    renew, decline, changed = (line.id for line in whole.lines)
    make.decide(
        eva,
        whole,
        make.renewal(renew),
        make.refusal(decline),
        replace(make.renewal(changed, quantity="50"), changed=True, text="Färre."),
    )
    return eva


def found() -> list[str]:
    with as_worker():
        return [wrong for _id, wrong in faults()]


def test_every_decision_is_sealed_and_found_as_it_was(signed):
    assert len(owner(DECISIONS)) == 3
    assert found() == []


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ("UPDATE renewals_decision SET text = 'Nej.' WHERE outcome = 'decline'", "changed since: text"),
        (
            "UPDATE renewals_decision SET reason = 'enough_left' WHERE outcome = 'decline'",
            "changed since: reason",
        ),
        ("UPDATE renewals_decision SET outcome = 'meet' WHERE outcome = 'decline'", "changed since: outcome"),
        (
            "UPDATE renewals_decision SET prescription = jsonb_set(prescription, '{quantity}', '\"500\"')"
            " WHERE outcome = 'renew'",
            "changed since: prescription",
        ),
        (
            "UPDATE renewals_decision SET decided_at = decided_at - interval '1 day' WHERE outcome = 'renew'",
            "changed since: time",
        ),
        ("UPDATE renewals_decision SET digest = 'x' WHERE outcome = 'renew'", "changed since: digest"),
        (
            """UPDATE renewals_decision SET checks = '[{"name": "dose"}]' WHERE outcome = 'renew'""",
            "changed since: checks",
        ),
        (
            "UPDATE renewals_decision SET next_step = 'collect' WHERE outcome = 'decline'",
            "changed since: next step",
        ),
        ("UPDATE renewals_decision SET signature = '' WHERE outcome = 'renew'", "it has no seal"),
        ("UPDATE renewals_decision SET signature = 'x' WHERE outcome = 'renew'", "its seal is not ours"),
        (
            "UPDATE renewals_renewalline SET prescription = '{}', name = 'Annat' WHERE id ="
            " (SELECT line_id FROM renewals_decision WHERE outcome = 'decline')",
            "changed since: prescription before",
        ),
        (
            "UPDATE renewals_decision d SET signature = (SELECT signature FROM renewals_decision o"
            " WHERE o.outcome = 'renew') WHERE outcome = 'renew_changed'",
            "changed since: id, medicine, prescription before, outcome, text, prescription, digest",
        ),
    ],
)
def test_a_row_that_was_changed_behind_our_back_is_found(signed, change, wrong):
    by_hand(change)

    assert found() == [wrong]


def test_a_decision_moved_to_another_prescriber_is_found(signed):
    other = make.staff(make.SIGNE, clinic=make.STRANDGATAN)
    owner("UPDATE renewals_decision SET decided_by_id = %s WHERE outcome = 'renew'", other.staff_id)

    assert found() == ["changed since: prescriber"]


def test_a_seal_of_another_key_or_without_one_is_none(signed):
    row = Decision(signature=owner(DECISIONS)[0][1])
    body = jws.extract_compact(row.signature.encode())
    stranger = ECKey.generate_key("P-256")
    header = {"alg": "ES256", "kid": body.headers()["kid"]}
    forged = jws.serialize_compact(header, body.payload, stranger)
    head, payload, _value = row.signature.split(".")
    none = f"eyJhbGciOiJub25lIn0.{payload}."

    for signature in (forged, none, f"{head}.{payload}.", "x.y.z"):
        assert fault_of(Decision(signature=signature)) == "its seal is not ours"


def test_a_key_gives_way_to_another_and_the_old_seals_still_hold(signed, settings):
    old = decision_key("only-for-tests-" + "x" * 40)
    public = {name: value for name, value in old.items() if name != "d"}
    settings.DECISION_KEYS = decision_keys.read(json.dumps([decision_key("a new secret"), public]))

    make.decided(signed, make.request())
    assert found() == []
    settings.DECISION_KEYS = decision_keys.read(json.dumps([decision_key("a new secret")]))
    assert found() == ["its seal is not ours"] * 3


def test_without_a_key_nothing_is_decided(database, settings):
    eva = make.staff()
    request_id = make.request()
    settings.DECISION_KEYS = KeyRing({})

    with pytest.raises(NotKeys):
        make.decided(eva, request_id)

    assert owner(DECISIONS) == []


@pytest.mark.parametrize("text", ["{", "{}", "[1]", '["x"]', '[{"kty": "oct", "k": "AA"}]', "null", "[[]]"])
def test_what_are_no_keys_is_not_read(text):
    with pytest.raises(NotKeys):
        decision_keys.read(text)


def test_a_public_key_cannot_sign_and_another_curve_is_refused():
    public = {name: value for name, value in decision_key("x").items() if name != "d"}

    with pytest.raises(NotKeys, match="private"):
        decision_keys.read(json.dumps([public]))
    with pytest.raises(NotKeys, match="P-256"):
        decision_keys.read(json.dumps([ECKey.generate_key("P-384").as_dict(private=True)]))


def test_the_command_says_that_all_is_well_or_names_what_is_not(signed):
    out = StringIO()
    with as_worker():
        call_command("verify_decisions", stdout=out)
    assert out.getvalue() == "3 decisions are as they were signed.\n"

    owner("UPDATE renewals_decision SET text = 'x' WHERE outcome = 'decline'")
    with as_worker(), pytest.raises(CommandError, match="1 faults: not all of 3"):
        call_command("verify_decisions", stdout=out)
    assert "changed since: text" in out.getvalue()


def test_who_has_not_confirmed_who_they_are_decides_nothing(database):
    # Mutant: decide_request does not ask whether the session was confirmed.
    eva = make.staff(confirmed=False)
    whole = make.taken(eva, make.request())
    line = whole.lines[0].id

    for decision in (make.renewal(line), make.refusal(line)):
        with pytest.raises(NotConfirmed):
            make.decide(eva, whole, decision)

    assert owner(DECISIONS) == []


def test_a_question_is_no_decision_and_needs_no_confirmation(database):
    eva = make.staff(confirmed=False)
    whole = make.taken(eva, make.request())

    make.decide(eva, whole, make.question(whole.lines[0].id))

    assert owner("SELECT count(*) FROM renewals_question") == [(1,)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE renewals_renewalrequest SET message = 'Något annat'",
        "UPDATE renewals_renewalline SET name = 'Ett annat läkemedel'",
        "UPDATE renewals_renewalline SET prescription = jsonb_set(prescription, '{quantity}', '\"500\"')",
        'UPDATE renewals_renewalline SET answers = \'{"works": "no"}\'',
        "UPDATE people_patient SET given_name = 'Någon'",
    ],
)
def test_what_was_not_shown_is_not_signed(database, change):
    # Mutant: only the version is compared, which a change behind the page's back does not move.
    eva = make.staff()
    whole = make.taken(eva, make.request())
    owner(change)

    with pytest.raises(ShownDiffers):
        make.decide(eva, whole, make.renewal(whole.lines[0].id))

    assert owner(DECISIONS) == []


def test_the_seal_names_what_was_shown(database):
    eva = make.staff()
    whole = make.decided(eva, make.request())

    payload = jws.extract_compact(owner(DECISIONS)[0][1].encode()).payload
    assert json.loads(payload)["shown"] == digest_of_shown(whole, {})


def test_what_was_filled_in_waits_for_its_prescriber_alone_and_goes_when_it_is_signed(database):
    eva, johan = make.staff(), make.staff(make.JOHAN)
    signe = make.staff(make.SIGNE, clinic=make.STRANDGATAN)
    whole = make.taken(eva, make.request())
    mine = {"request_id": whole.id, "now": NOW}
    keep_filled(fields={"do": "ask"}, by=eva, **mine)
    keep_filled(fields={"do": "renew"}, by=eva, **mine)

    assert [filled(by=who, **mine) for who in (eva, johan, signe)] == [{"do": "renew"}, {}, {}]
    with pytest.raises(NoSuchRequest):
        keep_filled(fields={}, by=signe, **mine)
    make.decide(eva, whole, make.renewal(whole.lines[0].id))
    assert filled(by=eva, **mine) == {}
