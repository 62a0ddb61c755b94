"""Dose texts: what is counted, and that everything else is left alone with the reason."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.dose_text import Dose, DoseWhy, agreed, read

COUNTED = """
1 | 1 tablett varje morgon
1 | 1 tablett dagligen
1 | En tablett dagligen.
1 | 1 tabl 1 gång per dag
1 | 1 tabl. 1 gg dagligen
1 | Ta 1 tablett per dygn.
1 | 1 tablett till natten
1 | 1 tablett vid sänggåendet
1 | 1 tablett kl 8
1 | 1 tablett klockan 08.00
1 | 1 tablett varje morgon på fastande mage
1 | 1 tablett dagligen mot högt blodtryck
1 | 1 tablett dagligen, minst 30 minuter före frukost
1 | 1 tablett varje dag med ett glas vatten
1 | 1 tablett varje kväll. Tuggas ej.
1 | 1 tablett per dag tills vidare
1 | ½ tablett 2 ggr dagligen
1 | 1/2 tablett morgon och kväll
2 | 1 tablett morgon och kväll
2 | 1 tablett 2 gånger dagligen
2 | 1 tablett två gånger om dagen
2 | 1 TABLETT MORGON OCH KVÄLL
2 | 1  tablett   morgon och kväll
2 | 1 tablett varje morgon och varje kväll
2 | 1 tablett kl 8 och kl 20
2 | 1 tablett 2 gånger dagligen, morgon och kväll
2 | 1 tablett var 12:e timme
2 | 1 x 2
2 | 1 tablett x 2
2 | 1+0+1 tablett
2 | 1+1
3 | 1 tablett 3 gånger dagligen till maten
3 | 1 tablett morgon, lunch och kväll
3 | 1 tablett på morgonen och 2 tabletter till natten
3 | 2 tabletter på morgonen och 1 på kvällen
3 | 1 tablett var 8:e timme
3 | tabl 1+1+1
4 | två tabletter två gånger om dagen
4 | 1 tablett på morgonen, 1 tablett till lunch och 2 tabletter på kvällen
4 | 1 tablett 4 gånger per dygn
6 | 2 tabl x 3
3/2 | 1,5 tabletter om dagen
3/2 | 1 ½ tablett 1 gång per dag
3/2 | en och en halv tablett dagligen
3/2 | 1 tablett på morgonen och en halv på kvällen
1/2 | en halv tablett dagligen
1/2 | 1 tablett varannan dag
1/3 | 1 tablett var tredje dag
1/3 | 1 tablett var 3:e dag
1/7 | 1 tablett en gång i veckan
1/7 | 1 tablett per vecka
1/7 | 1 tablett varje måndag
2/7 | 1 tablett måndag och torsdag
2/7 | 1 tablett 2 gånger i veckan
1/14 | 1 tablett varannan vecka
"""
NOT_COUNTED = """
as_needed | 1 tablett till natten vid behov
as_needed | 1 tablett vb
as_needed | 1 tablett v.b. högst 3 per dygn
as_needed | 1 tablett dagligen, kan ökas vid besvär
as_needed | 1 tablett vid smärta
as_needed | 1 tablett vid svår allergisk reaktion
as_needed | 1 tablett varje morgon. 1 extra tablett vid behov.
varies | 1-2 tabletter dagligen
varies | 1–2 tabletter morgon och kväll
varies | 1 till 2 tabletter dagligen
varies | en eller två tabletter dagligen
varies | 1 tablett dagligen i 7 dagar
varies | 1 tablett dagligen i en vecka, därefter 2 tabletter dagligen
varies | Först 1 tablett dagligen, sedan 2 tabletter dagligen
varies | Öka med 1 tablett varje vecka
varies | Enligt doseringslista från mottagningen
varies | enligt ordination
varies | 1 tablett dagligen, högst 2
varies | 1 tablett dagligen i 21 dagar, uppehåll 7 dagar
varies | nedtrappning: 4 tabletter dag 1
varies | 1 tablett dagligen. Kan upprepas efter 2 timmar.
other_unit | 500 mg 2 gånger dagligen
other_unit | 10 mg varje kväll
other_unit | Smörj tunt lager morgon och kväll
contradicted | 1 kapsel dagligen
contradicted | 5 ml 2 gånger dagligen
contradicted | 1 plåster var 3:e dag
not_understood | 1 tablett
not_understood | tablett dagligen
not_understood | dagligen
not_understood | 1 tablett till maten
not_understood | 1 dagligen
not_understood | 0 tabletter dagligen
not_understood | 1 tablett var 5:e timme
not_understood | 1 tablett 3 gånger dagligen, morgon och kväll
not_understood | 1 tablett morgon och morgon
not_understood | 1 tablett på kvällen och varje kväll
not_understood | 1 tablett måndag och måndag
not_understood | 1 tablett varje morgon och 1 tablett per vecka
not_understood | 1 tablett i vardera örat dagligen
not_understood | 500 x 2
varies | 1 tabl 1 ggr 1 dag 1
not_understood | Take one tablet daily
not_understood | Se bipacksedeln
not_understood | .
"""


def rows(table: str) -> list[tuple[str, str]]:
    return [(line.split(" | ")[0], line.split(" | ", 1)[1]) for line in table.strip().splitlines()]


def test_the_tables_hold_what_they_should():
    assert len(rows(COUNTED)) >= 50
    assert len(rows(COUNTED)) + len(rows(NOT_COUNTED)) >= 60


@pytest.mark.parametrize(("per_day", "text"), rows(COUNTED))
def test_what_says_one_amount_plainly_is_counted(per_day, text):
    assert read(text, "tablett") == Dose(Fraction(per_day), DoseWhy.COUNTED)


@pytest.mark.parametrize(("why", "text"), rows(NOT_COUNTED))
def test_everything_else_has_no_amount_but_a_reason(why, text):
    assert read(text, "tablett") == Dose(None, DoseWhy(why))


@pytest.mark.parametrize(
    ("text", "unit", "per_day"),
    [
        ("1 kapsel varje morgon", "kapsel", 1),
        ("2 depottabletter dagligen", "tablett", 2),
        ("1 dospåse morgon och kväll", "dospåse", 2),
        ("1 plåster var 3:e dag", "plåster", Fraction(1, 3)),
        ("5 ml 3 gånger dagligen", "ml", 15),
        ("1 inhalation morgon och kväll", "dos", 2),
        ("1 x 1", "tub 100 g", 1),
    ],
)
def test_the_unit_is_the_one_that_is_handed_out(text, unit, per_day):
    assert read(text, unit) == Dose(Fraction(per_day), DoseWhy.COUNTED)


@pytest.mark.parametrize(
    ("text", "unit", "in_figures", "expected"),
    [
        ("1 tablett varje morgon", "tablett", "1", (1, "counted")),
        ("1 tablett varje morgon", "tablett", "2", (None, "contradicted")),
        ("1 tablett varje morgon", "tablett", None, (1, "counted")),
        ("1 tablett varje morgon", "tablett", "0", (1, "counted")),
        ("1 tablett varje morgon", "tablett", "NaN", (1, "counted")),
        ("1 tablett en gång i veckan", "tablett", "0.143", (Fraction(1, 7), "counted")),
        ("1 tablett till natten vid behov", "tablett", "1", (None, "as_needed")),
        ("1-2 tabletter dagligen", "tablett", "2", (None, "varies")),
        ("Tas som förut", "tablett", "2", (2, "counted")),
        ("500 mg 2 gånger dagligen", "tablett", "2", (2, "counted")),
        ("1 injektion en gång i veckan", "dos", "0.143", (Fraction("0.143"), "counted")),
        ("1 kapsel dagligen", "tablett", "1", (None, "contradicted")),
        ("Tas som förut", "tablett", None, (None, "not_understood")),
    ],
)
def test_words_and_figures_must_not_contradict_each_other(text, unit, in_figures, expected):
    figures = Decimal(in_figures) if in_figures else None

    found = agreed(text, unit, figures)

    assert (found.per_day, found.why) == expected


SAID = "1 2 ½ en två tablett tabletter morgon kväll och + x , per dag dagligen varannan vecka till i 7 dagar"
WORDS = st.sampled_from(SAID.split())


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_at_all_gives_an_answer(text, unit):
    found = read(text, unit)

    assert (found.per_day is not None) is (found.why is DoseWhy.COUNTED)


@given(st.lists(WORDS, max_size=10))
def test_an_amount_is_never_more_than_all_that_is_said_multiplied(words):
    found = read(" ".join(words), "tablett")

    assert found.per_day is None or 0 < found.per_day <= 7 ** max(1, len(words))


@given(
    st.sampled_from(rows(COUNTED)),
    st.sampled_from([" vid behov", " i 10 dagar", ", öka sedan", " eller fler"]),
)
def test_one_doubtful_word_takes_the_amount_away(row, doubt):
    assert read(row[1].rstrip(".") + doubt, "tablett").per_day is None


@given(st.sampled_from(rows(COUNTED)), st.sampled_from([" xyz", " 3", " tablett", " 2 mg"]))
def test_what_is_left_over_takes_the_amount_away(row, rest):
    if not row[1].endswith("mot högt blodtryck"):
        found = read(row[1].rstrip(".") + rest, "tablett").per_day
        assert found is None or (row[1][-1].isdigit() and found == Fraction(row[0]))
