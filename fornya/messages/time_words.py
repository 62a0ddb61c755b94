"""The words of a time to meet, in the language of who reads: how, and for how long."""

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


def minutes_words(minutes: int) -> str:
    """Say how long it takes."""
    return ngettext("%(num)s minut", "%(num)s minuter", minutes) % {"num": minutes}
