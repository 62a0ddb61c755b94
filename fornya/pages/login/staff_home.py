"""Where staff go when they have signed in: to what they asked for, else to what their work begins with."""

from collections.abc import Collection
from types import MappingProxyType

from django.urls import reverse

from fornya.people.onward import safe_path
from fornya.people.posts import Post
from fornya.rules.posts import PostRole

AREA = "/personal"
# The page that each post's work begins with.
HOMES = MappingProxyType(
    {
        PostRole.OPERATOR: "region:operation",
        PostRole.REGION_ADMINISTRATOR: "region:overview",
        PostRole.LOG_REVIEWER: "clinic:log_review",
    }
)


def way_on(wanted: str | None, *, has_commission: bool, posts: Collection[Post]) -> str:
    """Give the staff page that the address asks for, else the worklist, or for who has none their post's."""
    worklist = reverse("clinic:worklist")
    found = safe_path(wanted, area=AREA, otherwise=worklist)
    if has_commission or found != worklist or not posts:
        return found
    return reverse(HOMES[next(iter(posts)).role])
