"""From which desk posts are given: the operator's, a region's, or a clinic's among its settings."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.design.parts import Option
from fornya.pages.clinic.posts.words import ROLES, region_name
from fornya.people.guards import PostRequest, StaffRequest
from fornya.people.posts import From, Listed
from fornya.rules.posts import Giver, PostRole, Reach, can_give, may_give, reach_of


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose desk it is, what can be given from it, and the addresses of its pages."""

    place: From
    name: str
    listing: str
    new: str
    one: str

    @property
    def kinds(self) -> dict[str, tuple[PostRole, Reach]]:
        """Give what can be given, each by the code that the form sends."""
        return {f"{role.value}-{reach.value}": (role, reach) for role, reach in can_give(self.place.giver)}

    def gives(self, post: Listed) -> bool:
        """Tell whether such a post is given, and so prolonged and ended, from here."""
        return may_give(self.place.giver, post.role, reach_of(post.region_code, post.clinic_id))

    def kind_options(self) -> list[Option]:
        """Give what can be given, to choose from; none where there is only one."""
        kinds = self.kinds
        if len(kinds) == 1:
            return []
        return [Option(value=code, text=_(ROLES[kind])) for code, kind in kinds.items()]

    def region_options(self) -> list[Option]:
        """Give the regions that a post can be in, where there are several."""
        if self.place.giver is not Giver.OPERATOR:
            return []
        regions = [Option(value=each.code, text=each.name) for each in directory.regions()]
        return [Option(value="", text=_("Välj region")), *regions]

    def clinic_options(self) -> list[Option]:
        """Give the region's clinics, where the desk is a region's."""
        if self.place.giver is not Giver.REGION_ADMINISTRATOR:
            return []
        clinics = [
            Option(value=str(each.id), text=f"{each.name}, {each.place}")
            for each in directory.in_region(self.place.region_code)
        ]
        return [Option(value="", text=_("Välj mottagning")), *clinics]


def by_post(request: PostRequest) -> Desk:
    """Give the desk of an operator, or of a region's administrator."""
    who, post = request.signed_in, request.post
    is_region = post.role is PostRole.REGION_ADMINISTRATOR
    giver = Giver.REGION_ADMINISTRATOR if is_region else Giver.OPERATOR
    place = From(giver, who.hsa_id, who.actor, region_code=post.region_code)
    name = region_name(post.region_code) if is_region else _("Hela tjänsten")
    return Desk(place, name, "clinic:posts", "clinic:post_new", "clinic:post")


def by_clinic(request: StaffRequest) -> Desk:
    """Give the desk of a clinic's administrator; the guard has seen to it that there is a clinic."""
    who = request.signed_in
    clinic = directory.by_id(who.clinic_id or 0)
    place = From(Giver.CLINIC_ADMINISTRATOR, who.hsa_id, who.actor, clinic.region_code, clinic.id)
    return Desk(
        place, clinic.name, "clinic:settings_posts", "clinic:settings_post_new", "clinic:settings_post"
    )
