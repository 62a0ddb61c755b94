"""A year at one clinic, hour by hour where something happens: the real deeds, with the hour as their clock.

Three quarters of the requests are clean, one in five needs a question, one in twenty is a no. On which days
anybody works is counted with a calendar of somebody else's.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from fornya.clinics.directory import answer_by
from fornya.clinics.settings.absences import set_absence
from fornya.clinics.settings.colleagues import came
from fornya.integrations.http import Unavailable
from fornya.people.models import Session
from fornya.renewals import delivery
from fornya.renewals.answer import answer_question
from fornya.renewals.escalate import escalate
from fornya.renewals.reading import for_staff
from fornya.renewals.take_next import NothingLeft, take_next
from fornya.renewals.worklist import Shown, for_clinic
from fornya.rules.access import Role
from fornya.rules.forecast import Risk
from fornya.rules.renewal_states import Event
from fornya.rules.swedish_time import STOCKHOLM
from tests import make
from tests.committed import as_worker, owner
from tests.make import ADA, EVA, SIGNE
from tests.reminders.year import is_day_off
from tests.renewals.lives import Store

FIRST = date(2027, 1, 4)
CLEAN, THOUGHT, NO = "clean", "thought", "no"
PLENTY = 100
OPEN = "SELECT count(*) FROM renewals_renewalrequest WHERE ended_at IS NULL"
WAITING = "SELECT count(*) FROM renewals_renewalrequest WHERE status IN ('sent', 'opened')"
# The store goes down on an ordinary Tuesday morning, for fifteen hours.
OUTAGE = (datetime(2027, 3, 9, 9, tzinfo=STOCKHOLM), datetime(2027, 3, 10, 0, tzinfo=STOCKHOLM))
# Who is away when, and who stands in: a summer with a cover, a week without, one in which both are away.
AWAY = [
    (EVA, date(2027, 7, 5), date(2027, 7, 30), SIGNE),
    (SIGNE, date(2027, 10, 11), date(2027, 10, 15), ""),
    (EVA, date(2027, 5, 10), date(2027, 5, 21), SIGNE),
    (SIGNE, date(2027, 8, 9), date(2027, 8, 20), EVA),
]


def at(day: date, hour: int) -> datetime:
    """Give an hour of a day in Sweden."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=STOCKHOLM)


class StoreOfTheYear(Store):
    """The store, down while it is down."""

    now = at(FIRST, 0)

    def create(self, new, key):
        self.answer = "down" if OUTAGE[0] <= self.now < OUTAGE[1] else "stored"
        return super().create(new, key)


@dataclass
class Year:
    """The clinic, those who ask, and what was seen of the forecast on each morning."""

    arrivals: dict[date, int]
    capacity: int = PLENTY
    seed: int = 1
    store: StoreOfTheYear = field(default_factory=StoreOfTheYear)
    kinds: dict = field(default_factory=dict)
    said: dict[date, Risk | None] = field(default_factory=dict)
    delayed: int = 0
    answers: list[tuple[datetime, object, object]] = field(default_factory=list)
    wanted: Counter = field(default_factory=Counter)
    attempts: Counter = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.patients = [make.patient() for _each in range(30)]
        self.staff = {hsa_id: make.staff(hsa_id) for hsa_id in (EVA, SIGNE)}
        self.clinic = make.page()
        delivery.prescription_store = lambda: self.store
        make.administrator(ADA, ends_on=FIRST + timedelta(days=500))
        for each in self.staff.values():
            came(
                clinic_id=self.clinic.id,
                hsa_id=each.hsa_id,
                name=each.name,
                role=Role.PRESCRIBER,
                now=at(FIRST, 0),
            )

    def absences(self) -> None:
        """Let the year's absences have been written in before it began."""
        eva = self.staff[EVA]
        for who, first, last, cover in AWAY:
            set_absence(
                clinic_id=self.clinic.id,
                hsa_id=who,
                days=(first, last),
                cover_hsa_id=cover,
                by=eva.actor,
                now=at(FIRST, 0),
            )

    def live(self, days: int, look) -> None:
        """Let the days go by; `look` is called after everything that happens."""
        for number in range(days):
            day = FIRST + timedelta(days=number)
            if owner(OPEN) != [(0,)]:
                self.morning(day, at(day, 7))
                look(at(day, 7))
            self.patients_come(day, at(day, 8))
            if not is_day_off(day) and owner(WAITING) != [(0,)]:
                self.work(day, at(day, 10))
                self.work(day, at(day, 15))
                look(at(day, 15))

    def morning(self, day: date, now: datetime) -> None:
        """Run the worker's hour, and ask the forecast."""
        self.carry(now)
        # Each week; each day where there is less time than work.
        if not is_day_off(day) and (day.weekday() == 0 or self.capacity < PLENTY):
            page = for_clinic(by=self.staff[EVA], shown=Shown.NEW, after=None, today=day, now=now)
            self.said[day] = page.risk

    def carry(self, now: datetime) -> None:
        """Let the worker escalate, and write what is signed."""
        self.store.now = now
        signed = owner(
            "SELECT id FROM renewals_decision WHERE store_key IS NOT NULL AND stored_at IS NULL ORDER BY id"
        )
        with as_worker():
            escalate(now=now)
            for (decision,) in signed:
                self.attempts[decision] += 1
                try:
                    delivery.write(subject=str(decision), attempt=self.attempts[decision], now=now)
                except Unavailable:
                    self.delayed += 1

    def patients_come(self, day: date, now: datetime) -> None:
        """Let those ask who ask today, and those answer who were asked and answer today."""
        for _each in range(self.arrivals.get(day, 0)):
            patient = self.chance.choice(self.patients)
            promised = answer_by(self.clinic, now)
            # Nobody runs out: then the promised day alone decides what comes next.
            choices = [make.choice(run_out=None)]
            request_id = make.request(patient, choices, now=now, answer_by=promised)
            self.kinds[request_id] = self.chance.choices([CLEAN, THOUGHT, NO], [75, 20, 5])[0]
            self.wanted["received"] += 1
        for due in [each for each in self.answers if each[0] <= now]:
            self.answers.remove(due)
            answer_question(question_id=due[1], answer="Varje morgon", patient=due[2], now=now)

    def work(self, day: date, now: datetime) -> None:
        """Let those who are there take what is next, one each in turn, as many as they have time for."""
        there = [each for who, each in self.staff.items() if not self._is_away(who, day)]
        Session.objects.filter(staff_id__in=[each.staff_id for each in there]).update(confirmed_at=now)
        done = 0
        while there and done < self.capacity:
            by = there[done % len(there)]
            try:
                request_id = take_next(by=by, today=day, now=now)
            except NothingLeft:
                there.remove(by)
                continue
            self._decide(request_id, by, now)
            done += 1
        if done:
            self.carry(now)

    def _is_away(self, who: str, day: date) -> bool:
        return any(each == who and first <= day <= last for each, first, last, _cover in AWAY)

    def _decide(self, request_id, by, now: datetime) -> None:
        whole = for_staff(request_id=request_id, staff=by, now=now)
        line, kind = whole.lines[0].id, self.kinds[request_id]
        if kind == THOUGHT and not whole.lines[0].questions:
            make.decide(by, whole, make.question(line), now=now)
            ((question, patient_id),) = owner(
                "SELECT id, patient_id FROM renewals_question WHERE line_id = %s", line
            )
            patient = next(each for each in self.patients if each.patient_id == patient_id)
            self.answers.append((now + timedelta(hours=self.chance.randint(3, 150)), question, patient))
            self.wanted["question"] += 1
            return
        if kind == NO or kind == THOUGHT and self.chance.random() < 0.3:
            make.decide(by, whole, make.refusal(line, Event.MEET), now=now)
            self.wanted["answered"] += 1
            return
        make.decide(by, whole, make.renewal(line), now=now)
        self.wanted["renewed"] += 1
