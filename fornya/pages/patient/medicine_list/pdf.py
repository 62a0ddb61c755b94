"""The list as a tagged PDF, drawn by a process of its own that is gone when it has drawn one."""

import json
import re
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

import structlog
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from fornya.design.formats import AND_BACK, FROM_LEFT
from fornya.pages.patient.medicine_list.rows import Printed
from fornya.pages.patient.medicine_list.sheet import Sheet

DRAWING = Path(__file__).with_name("drawing.py")
SECONDS = 10
# A drawing takes 45 MB for a tenth of a second. Who comes when so many are drawn waits a little for a place.
AT_ONCE, WAIT = 2, 3
# Where a longer word may be broken when it has no room on a line: the sign is not seen, and takes no room.
LONGEST, MAY_BREAK = 30, "\N{ZERO WIDTH SPACE}"

_SPACE = re.compile(r"[ \t\r\n\f]+")

log = structlog.get_logger("fornya.pages.patient")
_places = BoundedSemaphore(AT_ONCE)


class NotDrawn(Exception):
    """The file could not be made: the list can still be printed."""


def pdf(sheet: Sheet, *, is_large: bool) -> bytes:
    """Draw the sheet. A text with a sign that no font has is not drawn at all, rather than without it.

    raises: NotDrawn
    """
    if not _places.acquire(timeout=WAIT):
        raise _failed("busy")
    try:
        return _drawn(json.dumps(_content(sheet, is_large)).encode())
    finally:
        _places.release()


def _drawn(content: bytes) -> bytes:
    """Run the drawing. It gets nothing but the content, which what it says of failures may quote."""
    # -I: nothing of ours is found on its way to typst, and no variable of the environment counts.
    command = [sys.executable, "-I", "-B", str(DRAWING)]
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise _failed("too_slow") from None
    except OSError:
        raise _failed("not_started") from None
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise _failed("refused")
    return done.stdout


def _failed(fault: str) -> NotDrawn:
    log.warning("list_not_drawn", fault=fault)
    return NotDrawn(fault)


def _content(sheet: Sheet, is_large: bool) -> dict[str, object]:
    """Give what list.typ reads."""
    number = f"{FROM_LEFT}{sheet.personnummer}{AND_BACK}" if get_language_bidi() else sheet.personnummer
    return {
        "lang": (get_language() or "sv").partition("-")[0],
        "dir": "rtl" if get_language_bidi() else "ltr",
        "large": is_large,
        "title": _laid_out(sheet.title),
        "whose": f"{_laid_out(sheet.name)}, {number}",
        "read": sheet.read,
        "notice": sheet.notice and {"heading": sheet.notice.heading, "text": sheet.notice.text},
        "rows": [_row(each) for each in sheet.rows],
        "ending": _laid_out(sheet.ending),
        "page": _("Sida %(page)s av %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }


def _row(row: Printed) -> dict[str, str]:
    return {
        "name": _laid_out(row.name),
        "dosage": _laid_out(row.dosage),
        "purpose": _laid_out(row.purpose),
        "about": _laid_out(row.about),
        "facts": _laid_out(row.facts),
    }


def _laid_out(text: str) -> str:
    """Let the text run on, as on a page, and its longest words break."""
    return " ".join(_breakable(word) for word in _SPACE.split(text.strip()))


def _breakable(word: str) -> str:
    if len(word) <= LONGEST:
        return word
    return MAY_BREAK.join(word[at : at + LONGEST // 3] for at in range(0, len(word), LONGEST // 3))
