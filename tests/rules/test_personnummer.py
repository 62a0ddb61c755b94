"""Person numbers: what people type becomes twelve digits, or a reason why not."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fornya.rules.personnummer import Fault, NotAPersonNumber, age_on, has_check_digit, parse

TODAY = date(2026, 11, 23)


def with_check_digit(nine: str) -> str:
    return next(f"{nine}{digit}" for digit in range(10) if has_check_digit(f"{nine}{digit}"))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("198506149825", "198506149825"),
        ("19850614-9825", "198506149825"),
        ("8506149825", "198506149825"),
        ("850614-9825", "198506149825"),
        (" 85 06 14 - 98 25 ", "198506149825"),
        ("1985-06-14-9825", "198506149825"),
        ("850614\u20139825", "198506149825"),
        ("850614\u00a09825", "198506149825"),
        ("191212121212", "191212121212"),
        ("121212+1212", "191212121212"),
        ("19121212+1212", "191212121212"),
        ("121212-1212", "201212121212"),
        ("195202299839", "195202299839"),
        ("20120701-9801", "201207019801"),
        ("120701-9801", "201207019801"),
        ("200903159812", "200903159812"),
        ("200611249848", "200611249848"),
        ("199912319853", "199912319853"),
    ],
)
def test_what_people_type_becomes_twelve_digits(typed, value):
    assert parse(typed, today=TODAY).value == value


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", Fault.EMPTY),
        ("   ", Fault.EMPTY),
        ("-", Fault.EMPTY),
        ("850614982A", Fault.CHARACTERS),
        ("850614/9825", Fault.CHARACTERS),
        ("8506+149825", Fault.CHARACTERS),
        ("+", Fault.CHARACTERS),
        ("\u0661\u0669850614-9825", Fault.CHARACTERS),
        ("\uff11\uff19\uff18\uff15\uff10\uff16\uff11\uff14\uff19\uff18\uff12\uff15", Fault.CHARACTERS),
        ("\u00b2850614982", Fault.CHARACTERS),
        ("85061498", Fault.LENGTH),
        ("1985061498250", Fault.LENGTH),
        ("85061498255", Fault.LENGTH),
        ("198513149825", Fault.DATE),
        ("198500149825", Fault.DATE),
        ("198506319825", Fault.DATE),
        ("198506009825", Fault.DATE),
        ("198506609825", Fault.DATE),
        ("198506929825", Fault.DATE),
        ("195302299839", Fault.DATE),
        ("178506149825", Fault.DATE),
        ("000000000000", Fault.DATE),
        ("202611249848", Fault.FUTURE),
        ("198506149826", Fault.CHECK_DIGIT),
        ("198506149285", Fault.CHECK_DIGIT),
    ],
)
def test_what_is_no_person_number_gets_its_reason(typed, fault):
    with pytest.raises(NotAPersonNumber) as refused:
        parse(typed, today=TODAY)

    assert refused.value.reason is fault


@pytest.mark.parametrize(
    ("typed", "birth_date"),
    [("197003639817", date(1970, 3, 3)), ("850674-9822", date(1985, 6, 14))],
)
def test_a_coordination_number_has_sixty_added_to_its_day(typed, birth_date):
    number = parse(typed, today=TODAY)

    assert number.is_coordination
    assert number.birth_date == birth_date


def test_a_personnummer_is_no_coordination_number():
    number = parse("198506149825", today=TODAY)

    assert not number.is_coordination
    assert number.birth_date == date(1985, 6, 14)


def test_neither_the_number_nor_the_birth_date_is_shown_by_repr_or_exception():
    with pytest.raises(NotAPersonNumber) as refused:
        parse("198506319825", today=TODAY)

    assert repr(parse("198506149825", today=TODAY)) == "PersonNumber(is_coordination=False)"
    assert str(refused.value) == "date"
    assert refused.value.__suppress_context__


def test_a_short_number_born_later_this_year_is_a_hundred_years_older():
    typed = with_check_digit("261124984")

    assert parse(typed, today=TODAY).value == f"19{typed}"
    assert parse(typed, today=date(2026, 11, 24)).value == f"20{typed}"


def test_a_plus_holds_from_new_year_of_the_year_a_person_turns_a_hundred():
    typed = with_check_digit("261231984")

    assert parse(f"{typed[:6]}+{typed[6:]}", today=date(2026, 1, 1)).value == f"19{typed}"


@given(st.dates(date(1927, 1, 1), TODAY), st.integers(1, 999), st.booleans())
def test_every_living_person_under_a_hundred_is_read_the_same_from_ten_and_twelve_digits(
    birth_date, birth_number, is_coordination
):
    day = birth_date.day + 60 * is_coordination
    ten = with_check_digit(f"{birth_date:%y%m}{day:02d}{birth_number:03d}")

    short, full = parse(ten, today=TODAY), parse(f"{birth_date:%Y}"[:2] + ten, today=TODAY)

    assert short == full
    assert full.birth_date == birth_date
    assert full.is_coordination is is_coordination


@given(st.dates(date(1827, 1, 1), date(1926, 12, 31)), st.integers(1, 999))
def test_a_plus_reads_people_of_a_hundred_and_more(birth_date, birth_number):
    ten = with_check_digit(f"{birth_date:%y%m%d}{birth_number:03d}")

    assert parse(f"{ten[:6]}+{ten[6:]}", today=TODAY).birth_date == birth_date


@given(st.text(max_size=40))
def test_any_text_is_a_person_number_or_refused_by_name(text):
    try:
        value = parse(text, today=TODAY).value
    except NotAPersonNumber:
        value = "000000000000"

    assert len(value) == 12
    assert value.isascii()
    assert value.isdigit()


@given(st.integers(2, 11), st.integers(1, 9))
def test_one_wrong_digit_after_the_century_is_always_noticed(position, change):
    right = "198506149825"
    wrong = right[:position] + str((int(right[position]) + change) % 10) + right[position + 1 :]

    with pytest.raises(NotAPersonNumber):
        parse(wrong, today=TODAY)


@pytest.mark.parametrize(
    ("birth_date", "day", "age"),
    [
        (date(2008, 11, 23), date(2026, 11, 22), 17),
        (date(2008, 11, 23), date(2026, 11, 23), 18),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(1912, 12, 12), date(2026, 11, 23), 113),
        (date(2026, 11, 23), date(2026, 11, 23), 0),
    ],
)
def test_age_is_full_years_on_the_day(birth_date, day, age):
    assert age_on(birth_date, day) == age


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="before birth"):
        age_on(TODAY, TODAY - timedelta(days=1))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 40_000))
def test_age_grows_by_one_only_once_a_year(birth_date, days):
    assume(birth_date + timedelta(days=days) < date(2200, 1, 1))
    day = birth_date + timedelta(days=days)

    assert age_on(birth_date, day + timedelta(days=1)) - age_on(birth_date, day) in (0, 1)
    assert abs(age_on(birth_date, day) - days / 365.2425) < 1.01
