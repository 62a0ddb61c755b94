"""Posts in words: what each is called, where it holds, and how long it lasts."""

from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from fornya.clinics import directory
from fornya.clinics.directory import NoSuchClinic
from fornya.design import formats
from fornya.people.posts import Listed
from fornya.rules.posts import PostRole, Reach, ends_soon, reach_of

ROLES = MappingProxyType(
    {
        (PostRole.OPERATOR, Reach.EVERYWHERE): N_("Förvaltar tjänsten"),
        (PostRole.REGION_ADMINISTRATOR, Reach.REGION): N_("Administrerar en region"),
        (PostRole.LOG_REVIEWER, Reach.REGION): N_("Granskar loggar i hela regionen"),
        (PostRole.LOG_REVIEWER, Reach.CLINIC): N_("Granskar loggar på en mottagning"),
    }
)


def role_words(post: Listed) -> str:
    """Say what somebody is named to."""
    return _(ROLES[post.role, reach_of(post.region_code, post.clinic_id)])


def place_words(post: Listed) -> str:
    """Say where a post holds."""
    if post.clinic_id is not None:
        try:
            return directory.by_id(post.clinic_id).name
        except NoSuchClinic:
            return _("En mottagning som inte finns längre")
    return region_name(post.region_code) if post.region_code else _("Hela tjänsten")


def region_name(code: str) -> str:
    """Give a region's name."""
    return next((each.name for each in directory.regions() if each.code == code), code)


def alone_words(role: PostRole, region_code: str) -> str:
    """Say that somebody is alone with a post, and what that hinders."""
    if role is PostRole.OPERATOR:
        return _(
            "Bara en person förvaltar tjänsten. Regler för hela landet behöver två: en som föreslår "
            "och en som säger ja."
        )
    return _(
        "Bara en person administrerar %(region)s. Regionens regler behöver två: en som föreslår "
        "och en som säger ja."
    ) % {"region": region_name(region_code)}


def person_words(post: Listed) -> str:
    """Name whoever holds a post."""
    return post.name or post.hsa_id


def term_words(post: Listed, today: date) -> tuple[str, str]:
    """Say how long a post lasts, as a tag with its tone."""
    if post.ended_at is not None:
        return _("Avslutad"), "neutral"
    left = (post.ends_on - today).days
    if left < 0:
        return _("Har gått ut"), "err"
    if ends_soon(post.ends_on, today):
        if left == 0:
            return _("Går ut i dag"), "warn"
        return ngettext("%(num)s dag kvar", "%(num)s dagar kvar", left) % {"num": left}, "warn"
    return _("Gäller"), "ok"


def until_words(post: Listed, today: date) -> str:
    """Say until when."""
    return formats.day(post.ends_on, today)
