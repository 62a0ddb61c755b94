"""How far it is to a clinic, in words."""

from django.utils.translation import gettext as _

from fornya.clinics.nearness import Place
from fornya.design import formats


def distance_words(km: float, near: Place) -> str:
    """Say about how far, since nobody flies there: whole kilometres, and under one as that."""
    if km < 1:
        return _("Mindre än 1 km från %(place)s fågelvägen") % {"place": near.name}
    return _("%(km)s km från %(place)s fågelvägen") % {"km": formats.number(round(km)), "place": near.name}
