"""A request as its page shows it: every code in words, every date a date."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.design import formats
from fornya.design.parts import Step
from fornya.messages.decision_words import NoInWords, no_in_words
from fornya.pages.patient.clinics import Contact, contact_of
from fornya.pages.patient.medicines.words import medicine_name
from fornya.pages.patient.meeting.rows import Meeting, meeting_of
from fornya.pages.patient.renew.words import answers_words
from fornya.pages.patient.requests.words import happened_words, is_late, line_words, status_words
from fornya.renewals.reading import Asked, Decided, Line, Listed, Whole
from fornya.rules.appointments import may_book
from fornya.rules.renewal_states import LineState, RequestStatus
from fornya.rules.swedish_time import swedish_day


@dataclass(frozen=True, slots=True)
class Item:
    """A request in a list. `booked_for` is when a time to meet is booked that is still to come.

    `to_meet` names the medicines that the meeting is about.
    """

    id: uuid.UUID
    clinic: str
    medicines: str
    status: str
    tone: str
    sent_at: datetime
    answer_by: date
    ended_at: datetime | None
    is_late: bool
    has_question: bool
    can_choose: bool
    booked_for: datetime | None
    to_meet: str

    @property
    def is_open(self) -> bool:
        """Whether something is still to happen."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Medicine:
    """One medicine of a request, with its decision in words. `news` tells of a new prescription."""

    name: str
    state: str
    tag: str
    tone: str
    said: str
    note: str
    text: str
    no: NoInWords | None
    news: list[str]
    dosage: str
    answered_by: str
    answered_at: datetime | None
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A whole request as its page shows it."""

    id: uuid.UUID
    clinic: Contact
    tag: str
    tone: str
    sent_at: datetime
    answer_by: date
    fee_ore: int
    pharmacy: str | None
    hides_place: bool
    own_answers: list[dict[str, str]]
    is_open: bool
    is_late: bool
    is_being_written: bool
    can_withdraw: bool
    medicines: list[Medicine]
    steps: list[Step]
    meeting: Meeting


def listed_row(row: Listed, now: datetime) -> Item:
    """Give a request in words for a list."""
    today = formats.local_day(now)
    late = is_late(row.status, row.answer_by, today)
    tag, tone = (_("Svaret är försenat"), "warn") if late else status_words(row.status)
    return Item(
        id=row.id,
        clinic=directory.by_id(row.clinic_id).name,
        medicines=_names(row.medicines),
        status=tag,
        tone=tone,
        sent_at=row.sent_at,
        answer_by=row.answer_by,
        ended_at=row.ended_at,
        is_late=late,
        has_question=row.status is RequestStatus.QUESTION,
        can_choose=row.booked_for is None and row.last_time is not None and may_book(row.last_time, now),
        booked_for=row.booked_for if row.booked_for and row.booked_for > now else None,
        to_meet=_names(row.to_meet),
    )


def _names(medicines: Iterable[str]) -> str:
    return ", ".join(medicine_name(name) for name in medicines)


def shown(
    whole: Whole, clinic: ClinicPage, now: datetime, *, reader: str = "", for_another: bool = False
) -> Shown:
    """Give a request in words for its page, to the patient or to who acts for another: the `reader`."""
    today = swedish_day(now)
    late = is_late(whole.status, whole.answer_by, today)
    tag, tone = (_("Svaret är försenat"), "warn") if late else status_words(whole.status)
    meeting = meeting_of(whole.times, clinic, reader, now)
    return Shown(
        id=whole.id,
        clinic=contact_of(clinic, now),
        tag=tag,
        tone=tone,
        sent_at=whole.sent_at,
        answer_by=whole.answer_by,
        fee_ore=whole.fee_ore,
        pharmacy=whole.pharmacy,
        hides_place=whole.is_protected,
        own_answers=[row for row in whole.own_answers if row["answer"]],
        is_open=whole.ended_at is None,
        is_late=late,
        is_being_written=any(line.state is LineState.WRITING for line in whole.lines),
        can_withdraw=whole.can_withdraw,
        medicines=[_medicine(line, today, meeting) for line in whole.lines],
        steps=_steps(whole, today, for_another),
        meeting=meeting,
    )


def _medicine(line: Line, today: date, meeting: Meeting | None = None) -> Medicine:
    tag, tone = line_words(line.state)
    decision = line.decision if line.state is not LineState.STORE_REFUSED else None
    new = decision.prescription if decision else {}
    return Medicine(
        name=medicine_name(line.name),
        state=line.state.value,
        tag=tag,
        tone=tone,
        said=" ".join(answers_words(line.answers, is_aid=bool(line.prescription.get("is_aid")))),
        note=line.answers.get("note", ""),
        text=decision.text if decision and not decision.reason else "",
        no=_no(decision, meeting) if decision and decision.reason else None,
        news=_news(new, today) if line.state in (LineState.RENEWED, LineState.RENEWED_CHANGED) else [],
        dosage=new.get("dosage_text", ""),
        answered_by=decision.by if decision else "",
        answered_at=decision.at if decision else None,
        questions=line.questions,
    )


def _no(decision: Decided, meeting: Meeting | None) -> NoInWords:
    event = "decline" if decision.outcome == "decline" else "meet"
    words = no_in_words(event, decision.reason, decision.text)
    if event == "decline" or meeting is None:
        return words
    if meeting.booked_id:
        return replace(words, do=_("Ni träffas den tid som är bokad. Ring om något är oklart."))
    if meeting.choices:
        return replace(words, do=_("Välj en av tiderna här på sidan, eller ring och boka en annan."))
    return words


def _news(new: dict[str, object], today: date) -> list[str]:
    until = date.fromisoformat(str(new["valid_until"]))
    return [
        _("Det nya receptet har %(num)s uttag och gäller till %(day)s.")
        % {"num": new["withdrawals_total"], "day": formats.short_day(until, today)}
    ]


def _steps(whole: Whole, today: date, for_another: bool) -> list[Step]:
    """Tell what has happened, what is going on, and what comes next, in broad steps."""
    done: list[Step] = []
    for event in whole.history:
        text = happened_words(event.what, event.by_kind, event.by, names=for_another)
        detail = formats.day_and_clock(event.at, today)
        if text and (not done or (done[-1].text, done[-1].detail) != (text, detail)):
            done.append(Step(text=text, state="done", detail=detail))
    return [*done, *_ahead(whole, today, for_another)]


def _ahead(whole: Whole, today: date, for_another: bool) -> list[Step]:
    if whole.ended_at is not None:
        return []
    if whole.status is RequestStatus.QUESTION:
        waits = _("Mottagningen väntar på svar") if for_another else _("Mottagningen väntar på ditt svar")
        still = _("Tiden för svaret står still så länge.")
        return [Step(text=waits, state="now", detail=still), Step(text=_("Svar"))]
    if whole.status is RequestStatus.WRITING:
        return [Step(text=_("Receptet skickas till receptregistret"), state="now")]
    by_day = _("Svar senast %(day)s") % {"day": formats.day(whole.answer_by, today)}
    if is_late(whole.status, whole.answer_by, today):
        late = _("Det skulle ha kommit %(day)s.") % {"day": formats.day(whole.answer_by, today)}
        return [Step(text=_("Svaret är försenat"), state="now", detail=late)]
    if whole.status is RequestStatus.OPENED:
        return [Step(text=by_day, state="now")]
    return [Step(text=_("Mottagningen läser")), Step(text=by_day)]
