"""The people and things that the matrix is about: everybody's own, marked so that a leak shows.

Each mark is a medicine's name that no other thing here has. A page that holds a mark which its reader may not
see has let something out, whatever its status says.
"""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from fornya.audit.scope import EVERYWHERE, Actor, ActorKind, opened
from fornya.clinics.catalogue.csv_file import NEEDED
from fornya.clinics.catalogue.upload import keep
from fornya.clinics.region.change import Decider
from fornya.clinics.region.rules import propose
from fornya.integrations.high_cost.messages import HighCostState
from fornya.integrations.prescription_store.messages import MedicineList
from fornya.log_review.month import review_of
from fornya.medicines.own_counts import keep_count
from fornya.messages.models import Message
from fornya.people import session, sign_in
from fornya.people.session import SignedInPatient
from fornya.people.staff_sign_in import staff_came
from fornya.renewals.models import Question
from fornya.rules.log_review import Criterion
from fornya.rules.policy_levels import DecidedRule, Level
from fornya.rules.posts import PostRole
from fornya.rules.renewal_policy import Outcome, PolicyRule
from tests import make, posted
from tests.committed import owner
from tests.pages.patient.sources import account, prescription
from tests.people.mandates import accepted, drafted, offered
from tests.people.scripted import ScriptedBankId
from tests.statistics.tallies import a_year

# Everybody's prescription in the store has the same id, and Bert has asked for his: no page may take it for
# another's.
ALIKE = "rx-alike"
ABSENT = uuid.UUID("00000000-0000-4000-8000-000000000001")
ROLES = (
    "anonymous",
    "patient",
    "teenager",
    "prescriber",
    "nurse",
    "clerk",
    "administrator",
    "uncommissioned",
    "operator",
    "region_administrator",
    "log_reviewer",
)
# Who has a post and no commission.
POSTED = ("operator", "region_administrator", "log_reviewer")


class PersonalShelf:
    """A store and an account in which everybody has one medicine, named after their personnummer."""

    def prescriptions(self, personnummer: str, **_asked: bool) -> MedicineList:
        """Answer as the store's client does."""
        row = prescription(shelf_mark(personnummer), id=ALIKE, chain_id=ALIKE)
        return MedicineList(datetime.now(UTC), (row,), False)

    def state(self, personnummer: str) -> HighCostState:
        """Answer as the account's client does."""
        return account()


def shelf_mark(personnummer: str) -> str:
    """Give the name of the one medicine that the store knows of a person."""
    return f"Hyllamed{personnummer[2:]}"


@dataclass
class Person:
    """A patient with two requests at each of some clinics, one with a question, and two forms begun."""

    who: SignedInPatient
    token: str
    number: str
    marks: dict[str, str] = field(default_factory=dict)
    requests: dict[str, uuid.UUID] = field(default_factory=dict)
    asked: dict[str, uuid.UUID] = field(default_factory=dict)
    questions: dict[str, uuid.UUID] = field(default_factory=dict)
    drafts: dict[str, uuid.UUID] = field(default_factory=dict)
    messages: list[uuid.UUID] = field(default_factory=list)
    typed: uuid.UUID = ABSENT
    mandate: uuid.UUID = ABSENT
    draft_mandate: uuid.UUID = ABSENT
    to_sign: uuid.UUID = ABSENT
    sign_order: uuid.UUID = ABSENT
    sign_browser: str = ""

    @property
    def log_row(self) -> int:
        """The first row of the access log about them."""
        rows = "SELECT min(id) FROM audit_accessentry WHERE patient_id = %s"
        return int(owner(rows, self.who.patient_id)[0][0])


class World:
    """Anna and Bert, Tova who is fifteen, and the staff of Björken; Bert has requests at three clinics."""

    no_log_row = 999_999_999

    def __init__(self) -> None:
        self.anna = self._person("Anna", make.BJORKEN)
        self.bert = self._person("Bert", make.BJORKEN, make.EKBACKEN, make.STRANDGATAN)
        self.tova = self._person("Tova", number=make.personnummer(make.TODAY - timedelta(days=15 * 366)))
        self.tokens = {
            "anonymous": None,
            "patient": self.anna.token,
            "teenager": self.tova.token,
            "prescriber": make.staff_token(make.EVA),
            "nurse": make.staff_token(make.JOHAN),
            "clerk": _staff_token(make.SIGNE, healthcareProfessionalLicense=[]),
            "administrator": _administrator_token(),
            "uncommissioned": _staff_token(make.EVA, chosen=False),
            "operator": posted.token(make.OLLE, PostRole.OPERATOR),
            "region_administrator": posted.token(
                make.RUT, PostRole.REGION_ADMINISTRATOR, region=make.UPPSALA
            ),
            "log_reviewer": posted.token(make.GUN, PostRole.LOG_REVIEWER, clinic=make.BJORKEN),
        }
        ((self.post,),) = owner("SELECT id FROM people_post WHERE hsa_id = %s", make.GUN)
        self.rule, self.country_rule = (_rule(each) for each in (make.UPPSALA, EVERYWHERE))
        self.upload = _upload(make.UPPSALA, make.RUT)
        self.country_upload = _upload(EVERYWHERE, make.OLLE)
        a_year(2025)
        self.sign_in, self.browser = _order()
        self.cia = make.patient(name="Cia Exempel")
        _appointed(self.anna, self.cia, looked_at="overview.read")
        _appointed(self.bert, self.cia, looked_at="requests.read")
        self.case = self._case()

    def _case(self) -> str:
        """Let Eva have read of somebody without a request at Björken; gives the key of that case."""
        eva, at = make.staff(), make.page().id
        read = {"by": eva.actor, "clinic_id": at, "now": make.NOW}
        with opened(what="request.read", patient_id=self.cia.patient_id, **read):
            pass
        month = make.TODAY.replace(day=1)
        found = review_of(month=month, reviewer=0, **read)
        return next(each.key for each in found.items if each.criterion is Criterion.NO_REQUEST)

    def hidden_from(self, role: str) -> set[str]:
        """Give the marks that a page for this role may not hold."""
        people = (self.anna, self.bert, self.tova)
        every = {mark for person in people for mark in person.marks.values()}
        if role in ("patient", "teenager"):
            own = self.anna if role == "patient" else self.tova
            return every - set(own.marks.values())
        if role in ("prescriber", "nurse", "clerk", "administrator"):
            return every - {
                person.marks[place] for person in people for place in _SEEN if place in person.marks
            }
        return every

    def _person(self, name: str, *clinics: str, number: str | None = None) -> Person:
        number = number or make.personnummer()
        token = make.patient_token(number, name=f"{name} Exempel")
        who = make.signed_in(token)
        assert isinstance(who, SignedInPatient)
        person = Person(who, token, number, marks={"shelf": shelf_mark(number)})
        if name == "Bert":
            # Enough that it would be seen on anybody else's page that it does not run out.
            keep_count(patient=who, chain_id=ALIKE, amount=Decimal(300), unit="tablett", now=make.NOW)
        for clinic in clinics:
            mark = f"Medikol{name}{clinic[:3]}"
            person.marks[clinic] = mark
            alike = {"id": ALIKE} if clinic == make.EKBACKEN else {}
            person.requests[clinic] = make.request(who, [make.choice(mark, **alike)], clinic=clinic)
            person.asked[clinic] = make.request(who, [make.choice(mark)], clinic=clinic)
            person.questions[clinic] = _ask(clinic, person.asked[clinic])
        for place in (make.BJORKEN, make.EKBACKEN):
            person.marks[f"draft {place}"] = f"Utkastin{name}{place[:3]}"
            written = {"id": "own-1", "name": person.marks[f"draft {place}"], "strength": "", "why": "slut"}
            person.drafts[place] = make.draft(who, clinic=place, by_hand=[written])
        person.marks["typed"] = f"Skrivet{name}"
        person.typed = make.typed(token, person.marks["typed"])
        person.marks["to sign"] = f"Undertext{name}"
        person.to_sign = make.to_sign(who, visible=person.marks["to sign"])
        started = make.signing_order(who, person.to_sign)
        person.sign_order, person.sign_browser = started.id, started.browser_token
        with opened(by=who.actor, what="inbox.read", patient_id=who.patient_id, now=make.NOW):
            sent = Message.objects.filter(patient_id=who.patient_id)
            person.messages = list(sent.values_list("id", flat=True))
        return person


def _appointed(giver: Person, agent: SignedInPatient, *, looked_at: str) -> None:
    """Let somebody have an agent who has looked into their matter, an offer that waits, and one begun."""
    giver.mandate = accepted(giver.who, agent)
    offered(giver.who, make.patient())
    giver.draft_mandate = drafted(giver.who, agent)
    by = Actor(ActorKind.AGENT, agent.patient_id, agent.name)
    with opened(by=by, what=looked_at, patient_id=giver.who.patient_id, now=make.NOW):
        pass


# What staff at Björken meet: the requests sent there, and the store's word on those people.
_SEEN = (make.BJORKEN, "shelf")


def _ask(clinic: str, request_id: uuid.UUID) -> uuid.UUID:
    """Let the clinic ask about the medicine, so that there is a question to answer."""
    doctor = make.staff(make.SIGNE, clinic=clinic)
    whole = make.taken(doctor, request_id)
    make.decide(doctor, whole, make.question(whole.lines[0].id))
    with opened(by=doctor.actor, what="request.read", clinic_id=doctor.clinic_id, now=make.NOW):
        return Question.objects.get(line__request_id=request_id).pk


def _staff_token(hsa_id: str, *, chosen: bool = True, **claims: object) -> str:
    member = staff_came(make.claims(hsa_id, make.BJORKEN, make.EKBACKEN, **claims), now=make.NOW)
    return session.start_for_staff(
        staff_id=member.staff_id,
        role=member.role,
        commissions=member.commissions,
        clinic_id=make.page(make.BJORKEN).id if chosen else None,
        now=make.NOW,
    )


def _administrator_token() -> str:
    """Sign in a nurse whom Björken has named its administrator."""
    token = _staff_token(make.JOHAN, employeeHsaId=make.ADA, name="Ada Chef")
    make.administrator(make.ADA)
    return token


def _order() -> tuple[uuid.UUID, str]:
    """Start a BankID order in somebody's browser; gives its id and that browser's cookie."""
    started = sign_in.start(
        bankid=ScriptedBankId(),  # type: ignore[arg-type]
        same_device=False,
        next_path="/mina",
        return_base="http://127.0.0.1/",
        visible="",
        user_ip="127.0.0.1",
        user_agent="",
        device_id="device",
        now=make.NOW,
    )
    return started.id, started.browser_token


def _rule(region: str) -> int:
    """Let somebody have proposed a rule that waits."""
    rule = DecidedRule(Level.REGION, PolicyRule(Outcome.ALLOW, "C07", name="x"), make.TODAY, "Beslut")
    return propose(wanted=rule, by=Decider(region, make.staff().actor, make.RAGNA), now=make.NOW)


def _upload(region: str, whose: str) -> uuid.UUID:
    """Let somebody have sent a file of clinics that names none."""
    by = Decider(region, make.staff().actor, whose)
    return keep(",".join(NEEDED).encode(), by=by, now=datetime.now(UTC))
