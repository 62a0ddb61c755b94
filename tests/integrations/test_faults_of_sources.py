"""A source that is too slow is told apart from one that is down, all the way through its client."""

import httpx
import pytest

from fornya.integrations.high_cost import HighCostAccount
from fornya.integrations.http import Client, Fault, Unavailable
from fornya.integrations.prescription_store import PrescriptionStore

ASKED = {
    "store": lambda client: PrescriptionStore("http://127.0.0.1/", "t", client=client).prescriptions(
        "198506149825"
    ),
    "high_cost": lambda client: HighCostAccount("http://127.0.0.1/", "t", client=client).state(
        "198506149825"
    ),
}


@pytest.mark.parametrize("service", ASKED)
@pytest.mark.parametrize(
    ("problem", "fault"),
    [(httpx.ReadTimeout, Fault.SLOW), (httpx.ConnectTimeout, Fault.SLOW), (httpx.ConnectError, Fault.DOWN)],
)
def test_how_a_source_failed_reaches_whoever_asked(service, problem, fault):
    def fail(request: httpx.Request) -> httpx.Response:
        raise problem("boom", request=request)

    with pytest.raises(Unavailable) as trouble:
        ASKED[service](Client(service, transport=httpx.MockTransport(fail)))

    assert trouble.value.fault is fault
