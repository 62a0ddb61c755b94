"""The link that opens BankID on the same device."""

from fornya.integrations.bankid.links import start_link


def test_a_computer_opens_the_app_by_its_own_scheme() -> None:
    assert start_link("bankid:///", "t-1") == "bankid:///?autostarttoken=t-1&redirect=null"


def test_an_old_app_is_told_where_to_go_back_to() -> None:
    link = start_link("https://app.bankid.com/", "t-1", redirect="https://fornya.example/a?b=1&c=å")

    assert link == (
        "https://app.bankid.com/?autostarttoken=t-1"
        "&redirect=https%3A%2F%2Ffornya.example%2Fa%3Fb%3D1%26c%3D%C3%A5"
    )
