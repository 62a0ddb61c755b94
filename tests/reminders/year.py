"""A year in the lives of many people, day by day, beside the real planning job with the day as its clock.

What really happens to them is counted here in tablets, and whether a reminder came in time with a calendar of
somebody else's: nothing is taken from the rules that are tried.
"""

import random
import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

import holidays

from fornya.clinics.cards import ClinicPage
from fornya.integrations.prescription_store.messages import Dispense, MedicineList, Prescription
from fornya.renewals.answer_times import Measured
from fornya.rules.swedish_time import STOCKHOLM
from tests.committed import owner
from tests.pages.patient.sources import prescription

FIRST = date(2027, 1, 4)
DAYS = 365
PHONE = "+46701740605"
# Packs a withdrawal gives, withdrawals, tablets a day.
TERMS = [
    (100, 1, 1),
    (100, 4, 1),
    (98, 3, 1),
    (56, 2, 0.5),
    (30, 12, 1),
    (28, 3, 1),
    (100, 4, 2),
    (30, 1, 0.5),
]
# Working days to the answer, four times of five, and when the clinic is closed.
CLINICS = [
    (0, None),
    (1, None),
    (2, (date(2027, 7, 5), date(2027, 7, 30))),
    (3, (date(2027, 12, 20), date(2028, 1, 7))),
    (5, (date(2027, 3, 22), date(2027, 4, 2))),
    (8, None),
]
NEVER, PROMPT, EARLY, IDLE, STOPS, DIES, ENDS = "never", "prompt", "early", "idle", "stops", "dies", "ends"
# Some never wanted reminders, some renew a month ahead, some say no, die or stop taking it in the middle.
LIVES = [NEVER] * 4 + [PROMPT] * 9 + [EARLY] * 2 + [IDLE] * 2 + [STOPS, DIES, ENDS]


@cache
def is_day_off(day: date) -> bool:
    """Tell whether Sweden is shut, as another calendar has it."""
    known = holidays.Sweden(years=day.year, include_sundays=False, categories=("public", "de_facto"))
    return day.weekday() > 4 or day in known


def working_days(after: date, until: date, closed: tuple[date, date] | None) -> int:
    """Count the days on which a clinic works after one day, and until another."""
    every = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
    return sum(not is_day_off(day) and not (closed and closed[0] <= day <= closed[1]) for day in every)


def noon(day: date) -> datetime:
    """Give the hour at which the job runs."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=STOCKHOLM)


@dataclass(eq=False)
class Medicine:
    """One medicine of somebody: what they have at home, and the prescription that stands for it now."""

    clinic: int
    terms: tuple[int, int, float]
    row: Prescription
    stock: float = 0
    earlier: list[Prescription] = field(default_factory=list)
    asked_on: date | None = None
    answer_on: date | None = None
    out_on: dict[str, date] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """How many withdrawals are left."""
        return self.terms[1] - len(self.row.dispenses)


@dataclass(frozen=True)
class Told:
    """One reminder: of which prescription, when, and the last day for which there really is a dose."""

    key: str
    on: date
    ends_on: date
    clinic: int


@dataclass(eq=False)
class Person:
    """Somebody with a life and some medicines."""

    patient_id: int
    number: str
    life: str
    changes_on: date
    medicines: list[Medicine]
    wants: bool
    told: list[Told] = field(default_factory=list)


class Year:
    """The people, the store that shows what they have, and what has happened to them."""

    def __init__(self, people: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.people = [self._person(number) for number in range(1, people + 1)]
        self.by_number = {person.number: person for person in self.people}
        self.clinic_id = owner("SELECT min(id) FROM clinics_clinic")[0][0]
        self.closed = {number: closed for number, (_days, closed) in enumerate(CLINICS)}
        self._enter()

    def prescriptions(self, personnummer: str, **_asked: bool) -> MedicineList:
        """Answer as the store's client does."""
        person = self.by_number[personnummer]
        rows = [row for medicine in person.medicines for row in (*medicine.earlier, medicine.row)]
        return MedicineList(datetime.now(UTC), tuple(rows), False)

    def clinic(self, page: ClinicPage, hsa_id: str) -> ClinicPage:
        """Give a clinic of the year, with its closure."""
        number = int(hsa_id[-1])
        closed = self.closed[number]
        days = {"closed_from": closed[0], "closed_until": closed[1]} if closed else {}
        return replace(page, id=number, **days)

    def measured(self) -> dict[int, Measured]:
        """Give how soon each clinic answers."""
        return {number: Measured(days, 50, days) for number, (days, _closed) in enumerate(CLINICS)}

    def live(self, day: date) -> None:
        """Let a day go by: answers come, tablets are taken, new ones are collected, some lives change."""
        for person in self.people:
            if person.changes_on == day:
                self._change(person, day)
            for medicine in person.medicines:
                if medicine.answer_on == day:
                    self._renew(person, medicine, day)
                self._take(person, medicine, day)

    def tell(self, day: date) -> None:
        """Let those who were told today know it; the prompt ask within three working days."""
        told = owner(
            "SELECT patient_id, prescription_id FROM reminders_reminder WHERE told_at = %s", noon(day)
        )
        by_id = {person.patient_id: person for person in self.people}
        for patient_id, key in told:
            person = by_id[patient_id]
            (medicine,) = (each for each in person.medicines if each.row.id == key)
            person.told.append(Told(key, day, self._ends(medicine, day), medicine.clinic))
            if person.life != IDLE:
                medicine.asked_on = self._later(day, self.chance.randint(0, 3), medicine)
        for person in self.people:
            for medicine in person.medicines:
                if medicine.asked_on == day and medicine.answer_on is None:
                    self._ask(person, medicine, day)

    def _ends(self, medicine: Medicine, day: date) -> date:
        tablets = medicine.stock + medicine.left * medicine.terms[0]
        return day + timedelta(days=int(tablets // medicine.terms[2]))

    def _person(self, number: int) -> Person:
        medicines = [self._medicine() for _ in range(self.chance.choice([1, 1, 1, 2, 3]))]
        life = self.chance.choice(LIVES)
        changes_on = FIRST + timedelta(days=self.chance.randint(40, 330))
        return Person(number, f"{194000000000 + number}", life, changes_on, medicines, life != NEVER)

    def _medicine(self) -> Medicine:
        clinic, terms = self.chance.randrange(len(CLINICS)), self.chance.choice(TERMS)
        row = self._prescribed(clinic, terms, FIRST - timedelta(days=self.chance.randint(0, 20)), None)
        return Medicine(clinic, terms, row)

    def _prescribed(self, clinic: int, terms: tuple, day: date, chain: str | None) -> Prescription:
        pack, withdrawals, per_day = terms
        chain = chain or f"chain-{self.chance.random()}"
        return prescription(
            id=f"rx-{self.chance.random()}",
            chain_id=chain,
            quantity=Decimal(pack),
            withdrawals_total=withdrawals,
            units_per_day=Decimal(str(per_day)),
            dosage_text=f"{str(per_day).replace('.', ',')} tablett dagligen",
            issued_on=day,
            valid_until=day + timedelta(days=365),
            clinic_hsa_id=f"SE0000000000-S{clinic}",
            collected=[],
        )

    def _enter(self) -> None:
        owner(
            "INSERT INTO people_patient (id, personnummer, given_name, surname, birth_date, phone, email,"
            " first_seen_at) SELECT n, (194000000000 + n)::text, 'Någon', 'Exempel', '1940-01-01', '', '', %s"
            " FROM generate_series(1, %s) n",
            *(noon(FIRST), len(self.people)),
        )
        wanting = [person.patient_id for person in self.people if person.wants]
        owner(
            "INSERT INTO reminders_wish"
            " (patient_id, phone, email, chains, while_protected, chosen_at, look_on)"
            " SELECT n, CASE WHEN n %% 2 = 0 THEN %s ELSE '' END, '', '[]', false, %s, %s"
            " FROM unnest(%s::bigint[]) n",
            *(PHONE, noon(FIRST), FIRST, wanting),
        )

    def _change(self, person: Person, day: date) -> None:
        if person.life == STOPS:
            person.wants = False
            owner("DELETE FROM reminders_wish WHERE patient_id = %s", person.patient_id)
        elif person.life == DIES:
            person.wants = False
            person.medicines = []
            owner("UPDATE people_patient SET deceased_on = %s WHERE id = %s", day, person.patient_id)
        elif person.life == ENDS:
            for medicine in person.medicines:
                medicine.row = replace(medicine.row, status="stopped")

    def _take(self, person: Person, medicine: Medicine, day: date) -> None:
        per_day = medicine.terms[2]
        if medicine.row.status == "stopped":
            return
        # Some collect as soon as the pharmacy may hand out, others with the last dose of what they have.
        is_early = person.life == EARLY and medicine.stock < medicine.terms[0] / 3
        if medicine.left and day <= medicine.row.valid_until and (is_early or medicine.stock < 2 * per_day):
            given = Dispense(f"d-{day}", noon(day), Decimal(medicine.terms[0]), "tablett", None, None, None)
            medicine.row = replace(medicine.row, dispenses=(*medicine.row.dispenses, given))
            medicine.stock += medicine.terms[0]
        if person.life == EARLY and not medicine.left and medicine.stock < 40 * per_day:
            medicine.asked_on = medicine.asked_on or day
        medicine.stock = max(0, medicine.stock - per_day)
        is_out = medicine.stock < per_day and not medicine.left
        if is_out and medicine.row.id not in medicine.out_on:
            medicine.out_on[medicine.row.id] = day

    def _later(self, day: date, number: int, medicine: Medicine) -> date:
        closed = self.closed[medicine.clinic]
        while number and working_days(day, day + timedelta(days=number), closed) > 3:
            number -= 1
        return day + timedelta(days=number)

    def _ask(self, person: Person, medicine: Medicine, day: date) -> None:
        days, closed = CLINICS[medicine.clinic]
        answer_on = day
        while working_days(day, answer_on, closed) < max(1, days):
            answer_on += timedelta(days=1)
        medicine.answer_on = answer_on
        request, line = uuid.uuid4(), uuid.uuid4()
        owner(
            "INSERT INTO renewals_renewalrequest (id, patient_id, clinic_id, send_key, sent_at, answer_by,"
            " fee_ore, message, own_answers, status, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, 0, '', '[]', 'sent', 1)",
            *(request, person.patient_id, self.clinic_id, uuid.uuid4(), noon(day), day),
        )
        owner(
            "INSERT INTO renewals_renewalline (id, request_id, patient_id, clinic_id, position,"
            " prescription_id, name, prescription, answers, state)"
            " VALUES (%s, %s, %s, %s, 1, %s, 'x', '{}', '{}', 'sent')",
            *(line, request, person.patient_id, self.clinic_id, medicine.row.id),
        )

    def _renew(self, person: Person, medicine: Medicine, day: date) -> None:
        for state in ("opened", "writing", "renewed"):
            owner(
                "UPDATE renewals_renewalrequest r SET status = %s, ended_at = %s"
                " FROM renewals_renewalline l WHERE l.request_id = r.id AND l.prescription_id = %s",
                *(state, noon(day) if state == "renewed" else None, medicine.row.id),
            )
            owner(
                "UPDATE renewals_renewalline SET state = %s WHERE prescription_id = %s",
                *(state, medicine.row.id),
            )
        medicine.asked_on = medicine.answer_on = None
        if medicine.row.status == "stopped":
            return
        medicine.earlier.append(replace(medicine.row, status="completed"))
        medicine.row = self._prescribed(medicine.clinic, medicine.terms, day, medicine.row.chain_id)
