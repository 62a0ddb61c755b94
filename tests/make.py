"""Builders of what tests begin with: people, forms and requests, made by the rooms' own deeds.

Only the facts that matter to a test are written in it; everything else has a value here.
"""

import itertools
import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.urls import reverse

from fornya.audit.scope import SERVICE, Actor, ActorKind, opened
from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.clinics.models import Administrator
from fornya.people import session, signing
from fornya.people.contact import set_contact
from fornya.people.models import Session
from fornya.people.orders import ASK_EVERY, Started, Starter
from fornya.people.register import patient_came
from fornya.people.session import SignedIn, SignedInPatient, SignedInStaff
from fornya.people.staff_sign_in import staff_came
from fornya.people.typed import keep_typed
from fornya.renewals.choice import Choice
from fornya.renewals.decide import LineDecision, NewPrescription, decide_request
from fornya.renewals.draft import as_draft
from fornya.renewals.models import RenewalDraft
from fornya.renewals.reading import Whole, for_staff
from fornya.renewals.send import send_request
from fornya.renewals.shown import digest_of_shown
from fornya.renewals.take import take_request
from fornya.rules.renewal_states import Event
from fornya.rules.swedish_time import swedish_day
from tests import here
from tests.people.scripted import ScriptedBankId, complete

NOW = datetime.now(UTC)
TODAY = swedish_day(NOW)
UPPSALA, STOCKHOLM = "03", "01"
BJORKEN, EKBACKEN, STRANDGATAN = "bjorkens-vardcentral", "ekbackens-vardcentral", "strandgatans-vardcentral"
EVA, JOHAN, SIGNE, ADA = (f"SE0000000000-E{number}" for number in (101, 102, 103, 109))
RUT, OLLE, GUN, RAGNA, OLA = (f"SE0000000000-E{number}" for number in (110, 111, 112, 113, 114))
NAMES = {EVA: "Eva Läkare", JOHAN: "Johan Sköterska", SIGNE: "Signe Distrikt", ADA: "Ada Ledare"}
NAMES |= {RUT: "Rut Region", RAGNA: "Ragna Region", GUN: "Gun Granskare"}
NAMES |= {OLLE: "Olle Drift", OLA: "Ola Drift"}
CODES = {EVA: "9000019", SIGNE: "9000027"}

_days = itertools.count(date(1950, 1, 1).toordinal())
_ids = itertools.count(1)


def personnummer(born: date | None = None) -> str:
    """Give a number that no other test uses, of a day of its own unless one is given."""
    day = born or date.fromordinal(next(_days))
    nine = f"{day:%y%m%d}984"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine)]
    check = -sum(number // 10 + number % 10 for number in doubled) % 10
    return f"{day:%Y%m%d}984{check}"


def patient_token(
    number: str | None = None,
    *,
    name: str = "Amina Exempel",
    now: datetime = NOW,
    known: bool = True,
    **contact: str,
) -> str:
    """Sign a patient in; `phone` and `email` where they matter. Gives the token of the cookie.

    The population register has answered about them before, unless said otherwise.
    """
    given_name, _, surname = name.partition(" ")
    patient_id = patient_came(
        personnummer=number or personnummer(), given_name=given_name, surname=surname, now=now
    )
    if known:
        here.registered(patient_id)
    token = session.start_for_patient(patient_id=patient_id, now=now)
    if now is NOW:
        here.just_seen(token)
    if contact:
        actor = Actor(ActorKind.PATIENT, patient_id, name)
        set_contact(patient_id=patient_id, by=actor, now=now, **({"phone": "", "email": ""} | contact))
    return token


def patient(number: str | None = None, **facts: Any) -> SignedInPatient:
    """Give a patient who is signed in."""
    found = signed_in(patient_token(number, **facts), now=facts.get("now", NOW))
    assert isinstance(found, SignedInPatient)
    return found


def staff_token(
    hsa_id: str = EVA, *, clinic: str = BJORKEN, now: datetime = NOW, confirmed: bool = True
) -> str:
    """Sign a member of staff in for a commission at one clinic. Gives the token of the cookie.

    Unless said otherwise they have just confirmed who they are, so that they may sign.
    """
    member = staff_came(claims(hsa_id, clinic), now=now)
    chosen = directory.by_slug(clinic)
    token = session.start_for_staff(
        staff_id=member.staff_id,
        role=member.role,
        commissions=member.commissions,
        clinic_id=chosen.id,
        now=now,
    )
    if now is NOW:
        here.just_seen(token)
    if confirmed:
        rows = Session.objects.filter(token_hash=session.digest(token))
        rows.update(confirmed_at=max(now, datetime.now(UTC)))
    return token


def staff(
    hsa_id: str = EVA, *, clinic: str = BJORKEN, now: datetime = NOW, confirmed: bool = True
) -> SignedInStaff:
    """Give a member of staff who is signed in at a clinic, and may sign."""
    found = signed_in(staff_token(hsa_id, clinic=clinic, now=now, confirmed=confirmed), now=now)
    assert isinstance(found, SignedInStaff)
    return found


def claims(hsa_id: str = EVA, *clinics: str, **changes: Any) -> dict[str, Any]:
    """Give what the identity provider says of somebody with commissions at these clinics."""
    commissions = [commission(clinic, number) for number, clinic in enumerate(clinics, start=1)]
    said = {
        "employeeHsaId": hsa_id,
        "name": NAMES[hsa_id],
        "healthcareProfessionalLicense": ["SJ" if hsa_id == JOHAN else "LK"],
        "personalPrescriptionCode": CODES.get(hsa_id, ""),
        "allCommissions": commissions,
    }
    return said | changes


def administrator(hsa_id: str = EVA, *, clinic: str = BJORKEN, ends_on: date | None = None) -> None:
    """Let a clinic have named somebody its administrator, for a month unless said."""
    chosen = directory.by_slug(clinic)
    with opened(by=SERVICE, what="settings.change", clinic_id=chosen.id, now=NOW):
        Administrator.objects.create(
            clinic_id=chosen.id,
            hsa_id=hsa_id,
            ends_on=ends_on or TODAY + timedelta(days=30),
            given_at=NOW,
            given_by=SERVICE.name,
        )


def commission(clinic: str, number: int = 1, *, purpose: str = "Vård och behandling") -> dict[str, str]:
    """Give one commission as the claims carry it."""
    unit = directory.by_slug(clinic)
    return {
        "commissionHsaId": f"SE0000000000-C{number:04d}",
        "commissionName": f"Läkare vid {unit.name}",
        "commissionPurpose": purpose,
        "healthCareUnitHsaId": unit.hsa_id,
        "healthCareUnitName": unit.name,
    }


def signed_in(token: str, *, now: datetime = NOW) -> SignedIn:
    """Give whom a token signs in."""
    found = session.find(token, now=now)
    assert found is not None
    return found


def without_commission(member: SignedInStaff) -> SignedInStaff:
    """Give the same person before any commission was chosen."""
    return replace(member, clinic_id=None)


def choice(product: str = "Metoprolol Sandoz", **facts: Any) -> Choice:
    """Give a prescription as the form keeps it."""
    number = next(_ids)
    values: dict[str, Any] = {
        "id": f"rx-{number}",
        "version": "1",
        "product_name": product,
        "substance": "metoprolol",
        "atc": "C07AB02",
        "strength": "50 mg",
        "form": "depottablett",
        "dosage_text": "1 tablett varje morgon",
        "units_per_day": "1",
        "quantity": "100",
        "unit": "tablett",
        "withdrawals_total": 4,
        "left": 0,
        "state": "none_left",
        "valid_until": (TODAY + timedelta(days=60)).isoformat(),
        "issued_on": (TODAY - timedelta(days=300)).isoformat(),
        "run_out": (TODAY + timedelta(days=12)).isoformat(),
        "run_out_why": "counted",
        "last_collected": (TODAY - timedelta(days=88)).isoformat(),
        "purpose": "Mot högt blodtryck",
        "reimbursed": True,
        "narcotic_class": None,
        "monitoring_group": "BETA",
        "prescriber_name": "Eva Läkare",
        "clinic_hsa_id": "SE0000000000-V0001",
        "clinic_name": "Björkens vårdcentral",
        "may_ask": True,
    }
    return Choice(**(values | facts))


def draft(
    by: SignedInPatient, choices: Sequence[Choice] = (), *, clinic: str = BJORKEN, **content: Any
) -> uuid.UUID:
    """Keep a form with these prescriptions chosen; gives its send key."""
    send_key = uuid.uuid4()
    with opened(by=by.actor, what="form.opened", patient_id=by.patient_id, now=NOW):
        RenewalDraft.objects.create(
            id=uuid.uuid4(),
            patient_id=by.patient_id,
            clinic_id=directory.by_slug(clinic).id,
            send_key=send_key,
            content={"chosen": [each.id for each in choices]} | content,
            medicines=[json.loads(json.dumps(asdict(each))) for each in choices],
            medicines_read_at=NOW,
            started_at=NOW,
            updated_at=NOW,
        )
    return send_key


def to_sign(
    by: SignedInPatient,
    *,
    purpose: str = "mandate.give",
    content: dict[str, object] | None = None,
    visible: str = "Jag utser Kim att se mina recept.",
) -> uuid.UUID:
    """Ask a patient to sign something; gives the request's id."""
    return signing.ask(
        patient=by,
        purpose=purpose,
        visible=visible,
        content=content or {"mandate": "m-1"},
        next_path="/mina",
        now=NOW,
    )


def signing_order(by: SignedInPatient, signing_id: uuid.UUID) -> Started:
    """Start a BankID order, by QR code, to sign what was asked."""
    return signing.start(
        bankid=ScriptedBankId(),  # type: ignore[arg-type]
        signing_id=signing_id,
        patient=by,
        by=Starter(False, "", "192.0.2.1", "", "device-1"),
        now=NOW,
    )


def signature(
    by: SignedInPatient,
    *,
    purpose: str = "mandate.give",
    content: dict[str, object] | None = None,
    signing_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Let a patient sign with BankID, what was asked before or this; gives the signature's id."""
    signing_id = signing_id or to_sign(by, purpose=purpose, content=content)
    bankid = ScriptedBankId(complete(by.personnummer))
    order = signing_order(by, signing_id)
    signing.finish(
        bankid=bankid,  # type: ignore[arg-type]
        order_id=order.id,
        browser_token=order.browser_token,
        nonce=None,
        patient=by,
        now=NOW + ASK_EVERY,
    )
    return signing_id


def typed(token: str, words: str = "Alvedon") -> uuid.UUID:
    """Let a page of the form come in for whose session it is, as after its end; gives the kept form's id."""
    path = reverse("patient:by_hand", args=[BJORKEN])
    kept = keep_typed(token=token, path=path, fields={"name": [words]}, now=NOW)
    assert kept is not None
    return kept.id


def send(
    by: SignedInPatient,
    send_key: uuid.UUID,
    *,
    clinic: str = BJORKEN,
    now: datetime = NOW,
    answer_by: date | None = None,
    seal: str | None = None,
) -> uuid.UUID:
    """Press Skicka for a form, as it stands unless another seal is given; gives the request's id."""
    return send_request(
        patient=by,
        clinic=page(clinic),
        send_key=send_key,
        seal=seal_of(by, send_key) if seal is None else seal,
        fee_ore=0,
        answer_by=answer_by or TODAY + timedelta(days=2),
        now=now,
    )


def seal_of(by: SignedInPatient, send_key: uuid.UUID) -> str:
    """Give the seal of a form as it stands; "" when there is none."""
    with opened(by=by.actor, what="form.read", patient_id=by.patient_id, now=NOW):
        row = RenewalDraft.objects.filter(send_key=send_key).first()
        return as_draft(row).seal if row else ""


def request(
    by: SignedInPatient | None = None,
    choices: Sequence[Choice] | None = None,
    *,
    clinic: str = BJORKEN,
    answer_by: date | None = None,
    now: datetime = NOW,
) -> uuid.UUID:
    """Send a request, for one medicine unless others are given; gives its id."""
    sender = by or patient()
    send_key = draft(sender, [choice()] if choices is None else choices, clinic=clinic)
    return send(sender, send_key, clinic=clinic, now=now, answer_by=answer_by)


def taken(by: SignedInStaff, request_id: uuid.UUID) -> Whole:
    """Begin to work on a request; gives it as staff then see it."""
    take_request(request_id=request_id, by=by, now=NOW)
    return seen(by, request_id)


def seen(by: SignedInStaff, request_id: uuid.UUID) -> Whole:
    """Give a request as staff see it now."""
    return for_staff(request_id=request_id, staff=by, now=NOW)


def renewal(line_id: uuid.UUID, **changes: Any) -> LineDecision:
    """Give the decision to renew a line as it is."""
    new = NewPrescription(
        dosage_text="1 tablett varje morgon",
        units_per_day="1",
        quantity="100",
        unit="tablett",
        withdrawals_total=4,
        valid_until=(TODAY + timedelta(days=365)).isoformat(),
    )
    return LineDecision(line_id, Event.APPROVE, new=replace(new, **changes))


def decided(by: SignedInStaff, request_id: uuid.UUID) -> Whole:
    """Take a request and renew all of its lines; gives it as it was when it was decided."""
    whole = taken(by, request_id)
    decide(by, whole, *(renewal(line.id) for line in whole.lines))
    return whole


def decide(by: SignedInStaff, whole: Whole, *decisions: LineDecision, now: datetime = NOW) -> None:
    """Sign decisions for the version of the request that was seen."""
    decide_request(
        request_id=whole.id,
        decisions=decisions,
        seen_version=whole.version,
        shown=digest_of_shown(whole, {}),
        checked={},
        by=by,
        now=now,
    )


def page(clinic: str = BJORKEN) -> ClinicPage:
    """Give a clinic of the directory."""
    return directory.by_slug(clinic)


def question(line_id: uuid.UUID, text: str = "Hur ofta tar du den?") -> LineDecision:
    """Give the decision to ask the patient about a line."""
    return LineDecision(line_id, Event.ASK, text=text)


def refusal(line_id: uuid.UUID, event: Event = Event.DECLINE) -> LineDecision:
    """Give the decision not to renew a line, or to meet first."""
    reason = "other" if event is Event.DECLINE else "check_up"
    return LineDecision(line_id, event, reason=reason, text="Ring oss, så bokar vi en tid.")


def forget_clinics() -> None:
    """Let the directory be read anew, after a clinic was changed behind its back."""
    directory.forget()
