"""The benefit: what counts, what is free, and what is paid beside the ladder."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.benefit import BenefitCode, Choice, Goods, Sale, Split, benefit_code, food_due, split_price
from fornya.rules.dated import NothingInForce

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("goods", "age", "code"),
    [
        (Goods.MEDICINE, 17, BenefitCode.FREE),
        (Goods.MEDICINE, 18, BenefitCode.LADDER),
        (Goods.CONTRACEPTIVE, 20, BenefitCode.FREE),
        (Goods.CONTRACEPTIVE, 21, BenefitCode.LADDER),
        (Goods.CONSUMABLE, 70, BenefitCode.FREE),
        (Goods.FOOD, 15, BenefitCode.FOOD),
        (Goods.FOOD, 16, BenefitCode.OUTSIDE),
    ],
)
def test_kind_of_goods_and_age_decide_how_a_row_is_booked(goods, age, code):
    assert benefit_code(Sale(goods, TODAY, age, in_benefit=True)) is code


def test_insulin_is_free_by_the_products_flag():
    sale = Sale(Goods.MEDICINE, TODAY, 40, in_benefit=True, free_for_patient=True)

    assert benefit_code(sale) is BenefitCode.FREE


def test_a_medicine_against_a_communicable_disease_is_free_even_outside_the_benefit():
    sale = Sale(Goods.MEDICINE, TODAY, 40, in_benefit=False, communicable_disease=True)

    assert benefit_code(sale) is BenefitCode.FREE


def test_outside_the_benefit_nothing_counts_not_even_for_children():
    assert benefit_code(Sale(Goods.MEDICINE, TODAY, 10, in_benefit=False)) is BenefitCode.OUTSIDE


def test_without_a_workplace_code_the_full_price_is_paid():
    sale = Sale(Goods.MEDICINE, TODAY, 40, in_benefit=True, has_workplace_code=False)

    assert benefit_code(sale) is BenefitCode.OUTSIDE


def test_before_the_table_begins_there_is_no_answer():
    with pytest.raises(NothingInForce):
        benefit_code(Sale(Goods.MEDICINE, date(2015, 12, 31), 40, in_benefit=True))


@pytest.mark.parametrize(("price_ore", "due_ore"), [(9_900, 9_900), (12_000, 12_000), (50_000, 12_000)])
def test_food_for_a_child_costs_at_most_120_kronor(price_ore, due_ore):
    assert food_due(price_ore, TODAY) == due_ore


@pytest.mark.parametrize(
    ("price_ore", "cheapest_ore", "choice", "split"),
    [
        (6_000, 6_000, Choice.CHEAPEST, Split(6_000, 0)),
        (9_500, 6_000, Choice.PRESCRIBED, Split(6_000, 3_500)),
        (5_000, 6_000, Choice.PRESCRIBED, Split(5_000, 0)),
        (9_500, 6_000, Choice.THIRD, Split(0, 9_500)),
        (9_500, 6_000, Choice.NOT_EXCHANGEABLE, Split(9_500, 0)),
    ],
)
def test_what_counts_depends_on_which_product_the_patient_chooses(price_ore, cheapest_ore, choice, split):
    assert split_price(price_ore, cheapest_ore, choice) == split


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(Choice))
def test_no_part_of_a_price_is_lost_or_negative(price_ore, cheapest_ore, choice):
    split = split_price(price_ore, cheapest_ore, choice)

    assert split.counts_ore + split.beside_ore == price_ore
    assert min(split.counts_ore, split.beside_ore) >= 0
