"""How often somebody may search: counted as long as the database answers, since a search does without it."""

from fornya.limits.count import Lenient
from fornya.limits.sender import network
from fornya.people.guards import Request
from fornya.rules.limits import Limited

_searches = Lenient()


def count_search(request: Request) -> None:
    """Count one more search by this address; raises TooMany."""
    _searches.count((Limited.SEARCH_BY_ADDRESS, network(request.address)), now=request.now)
