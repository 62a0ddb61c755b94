"""The words of a time to meet, in the language of who reads: how, for how long and with whom."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from fornya.rules.appointments import Way

WAYS = {
    Way.CLINIC: N_("På mottagningen"),
    Way.PHONE: N_("Mottagningen ringer"),
    Way.VIDEO: N_("Videosamtal"),
}


def way_words(way: Way | str) -> str:
    """Say how the two meet."""
    return _(WAYS[Way(way)])


def how_words(way: Way | str, minutes: int, whom: str = "") -> str:
    """Say how the two meet, for how long and, where that is said, with whom."""
    lasts = ngettext("%(num)s minut", "%(num)s minuter", minutes) % {"num": minutes}
    return ", ".join(part for part in (way_words(way), lasts, whom) if part)
