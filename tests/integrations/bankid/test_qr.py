"""The animated QR code: a published example, and what must change with every second."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.integrations.bankid.messages import Order
from fornya.integrations.bankid.qr import qr_text

ORDER = Order(
    order_ref="131daac9-16c6-4618-beb0-365768f37288",
    auto_start_token="7c40b5c9-fa74-49cf-b98c-bfe651f9a7c6",
    qr_start_token="67df3917-fa0d-44e5-b327-edcc928297f8",
    qr_start_secret="d28db9a7-4cde-429e-a983-359be676944c",
)


@pytest.mark.parametrize(
    ("seconds", "mark"),
    [
        (0, "dc69358e712458a66a7525beef148ae8526b1c71610eff2c16cdffb4cdac9bf8"),
        (1, "949d559bf23403952a94d103e67743126381eda00f0b3cbddbf7c96b1adcbce2"),
        (2, "a9e5ec59cb4eee4ef4117150abc58fad7a85439a6a96ccbecc3668b41795b3f3"),
    ],
)
def test_the_published_example_comes_out(seconds: int, mark: str) -> None:
    assert qr_text(ORDER, seconds) == f"bankid.67df3917-fa0d-44e5-b327-edcc928297f8.{seconds}.{mark}"


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_two_seconds_share_no_code(one: int, other: int) -> None:
    assert (qr_text(ORDER, one) == qr_text(ORDER, other)) == (one == other)


@given(st.integers(0, 10_000))
def test_the_secret_is_never_in_the_text(seconds: int) -> None:
    assert ORDER.qr_start_secret not in qr_text(ORDER, seconds)


def test_an_order_does_not_print_its_tokens() -> None:
    assert repr(ORDER) == "Order()"
