"""Lives of requests, drawn anew from a seed: all that can happen to one, by the rooms' own deeds."""

import random
import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from fornya.integrations.http import Refused
from fornya.integrations.prescription_store import MedicineList, Stored
from fornya.people.session import SignedInStaff
from fornya.renewals import delivery
from fornya.renewals.answer import answer_question
from fornya.renewals.forward import forward_request
from fornya.renewals.take import take_request
from fornya.renewals.withdraw import withdraw_request
from fornya.rules.renewal_states import Event
from tests import make
from tests.committed import as_worker, owner
from tests.make import BJORKEN, EKBACKEN, NOW, TODAY

MEDICINES = ("C07AB02", "C07AG02", "N06AB06", "A10BA02", "Z99", None)
WHO = {BJORKEN: make.EVA, EKBACKEN: make.SIGNE}
OTHER = {BJORKEN: EKBACKEN, EKBACKEN: BJORKEN}


class Store:
    """Takes everything, or refuses everything."""

    refuses = False

    def prescriptions(self, _personnummer: str, **_asked: bool) -> MedicineList:
        return MedicineList(NOW, (), hidden=False)

    def find(self, _key):
        return None

    def create(self, _new, key) -> Stored:
        if self.refuses:
            raise Refused("no")
        return Stored(str(key), "1")


class Life:
    """One request to a clinic that the dice choose; `begins` is when it is sent."""

    def __init__(self, dice: random.Random, begins: datetime = NOW) -> None:
        self.dice, self.store = dice, Store()
        self.clinic = dice.choice((BJORKEN, EKBACKEN))
        self.now = begins
        self.patient = make.patient(now=NOW)
        choices = [make.choice(atc=dice.choice(MEDICINES)) for _ in range(dice.randint(1, 3))]
        promised = self.now.date() + timedelta(days=dice.randrange(5))
        self.id = make.request(self.patient, choices, clinic=self.clinic, now=self.now, answer_by=promised)

    def live(self) -> None:
        """Go on until the request has ended, or stop on the way."""
        if self.dice.random() < 0.15:
            return withdraw_request(request_id=self.id, patient=self.patient, now=self.later())
        if self.dice.random() < 0.2:
            self.send_on()
        take_request(request_id=self.id, by=self.staff(), now=self.now)
        if self.dice.random() < 0.3:
            self.ask_and_answer()
        while self.dice.random() < 0.95 and self.waiting():
            self.decide()
            self.store.refuses = self.dice.random() < 0.25
            self.write()
        return None

    def later(self) -> datetime:
        """Let up to four days pass."""
        self.now += timedelta(minutes=self.dice.randrange(4 * 1440))
        return self.now

    def staff(self) -> SignedInStaff:
        """Give whoever works at the clinic now, signed in afresh."""
        return make.staff(WHO[self.clinic], clinic=self.clinic, now=self.later())

    def send_on(self) -> None:
        by, self.clinic = self.staff(), OTHER[self.clinic]
        forward_request(
            request_id=self.id, to=make.page(self.clinic), seen_version=1, by=by, today=TODAY, now=self.now
        )

    def ask_and_answer(self) -> None:
        by = self.staff()
        whole = make.seen(by, self.id)
        first, *rest = whole.lines
        make.decide(
            by, whole, make.question(first.id), *(self.chosen(line.id) for line in rest), now=self.now
        )
        self.write()
        ((question,),) = owner("SELECT id FROM renewals_question WHERE line_id = %s", first.id)
        answer_question(question_id=question, answer="ja", patient=self.patient, now=self.later())

    def waiting(self) -> bool:
        return bool(self.undecided(make.seen(self.staff(), self.id)))

    def undecided(self, whole) -> list[uuid.UUID]:
        return [line.id for line in whole.lines if line.state in ("opened", "store_refused")]

    def decide(self) -> None:
        by = self.staff()
        whole = make.seen(by, self.id)
        make.decide(by, whole, *(self.chosen(line) for line in self.undecided(whole)), now=self.now)

    def chosen(self, line: uuid.UUID):
        """Give a decision about a line."""
        renew = make.renewal(line)
        kinds = (
            renew,
            renew,
            replace(renew, changed=True, text="Ny dosering"),
            make.refusal(line, Event.MEET),
            make.refusal(line),
        )
        return self.dice.choice(kinds)

    def write(self) -> None:
        """Let the worker carry what was decided to the store."""
        rows = owner(
            "SELECT d.id FROM renewals_decision d JOIN renewals_renewalline l ON l.id = d.line_id"
            " WHERE l.request_id = %s AND d.store_key IS NOT NULL AND d.stored_at IS NULL"
            " AND d.superseded_at IS NULL",
            self.id,
        )
        delivery.prescription_store = lambda: self.store
        with as_worker():
            for (decision,) in rows:
                delivery.write(subject=str(decision), attempt=1, now=self.later())
