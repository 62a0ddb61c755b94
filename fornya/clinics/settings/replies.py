"""The clinic's standard replies: words that staff use again, each under a name."""

from datetime import datetime

from fornya.audit.scope import Actor
from fornya.clinics.models import StandardReply
from fornya.clinics.settings import log
from fornya.clinics.settings.change import changing, looked_after
from fornya.clinics.settings.log import Part

MOST = 30


class TooManyReplies(Exception):
    """Nobody finds the right words among so many."""


def set_reply(*, clinic_id: int, name: str, text: str, by: Actor, now: datetime) -> None:
    """Keep words under a name, in place of those there were. Raises TooManyReplies."""
    with changing(clinic_id=clinic_id, part=Part.REPLIES, by=by, now=now) as clinic:
        before = _drop(clinic_id, name)
        if StandardReply.objects.filter(clinic_id=clinic_id).count() >= MOST:
            raise TooManyReplies
        StandardReply.objects.create(clinic_id=clinic_id, name=name, text=text)
        looked_after(clinic, now)
        log.note(clinic_id=clinic_id, part=Part.REPLIES, fields={name: [before, text]}, by=by, now=now)


def drop_reply(*, clinic_id: int, name: str, by: Actor, now: datetime) -> None:
    """Take a reply away; one that is gone already is left alone."""
    with changing(clinic_id=clinic_id, part=Part.REPLIES, by=by, now=now) as clinic:
        before = _drop(clinic_id, name)
        if before is None:
            return
        looked_after(clinic, now)
        log.note(clinic_id=clinic_id, part=Part.REPLIES, fields={name: [before, None]}, by=by, now=now)


def _drop(clinic_id: int, name: str) -> str | None:
    rows = StandardReply.objects.filter(clinic_id=clinic_id, name=name)
    text = rows.values_list("text", flat=True).first()
    rows.delete()
    return text
