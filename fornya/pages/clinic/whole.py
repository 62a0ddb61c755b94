"""The request that a page of staff's is about."""

import uuid

from django.http import Http404

from fornya.people.guards import StaffRequest
from fornya.renewals.history import NoSuchRequest
from fornya.renewals.reading import Whole, for_staff


def whole_of(request: StaffRequest, request_id: uuid.UUID) -> Whole:
    """Give the request; another clinic's is not there. Raises Http404."""
    try:
        return for_staff(request_id=request_id, staff=request.signed_in, now=request.now)
    except NoSuchRequest as error:
        raise Http404 from error
