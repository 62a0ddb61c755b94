"""Amounts, ages and hours that articles show: from the dated tables, never typed into a text.

A table says where it is from and since when. Everything is drawn in the language that is active.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, cast

from django.template.loader import get_template
from django.utils.translation import gettext as _
from markupsafe import Markup

from fornya.design import formats
from fornya.design.places import SUPPORT
from fornya.rules.age_rules import ages_on
from fornya.rules.dated import read_table
from fornya.rules.high_cost import Ladder, ladder_for, step_rows
from fornya.support.hours import CLOSES, OPENS

KRONA = 100
# The one figure that is not the same for all who read on a day: your_price.py.
YOUR_PRICE = "your_price"
NAMES = (
    *("opens", "closes", "support_phone"),
    *("high_cost_steps", "ceiling", "full_price_up_to", YOUR_PRICE),
    *("renew_alone_from", "overview_from", "guardian_below"),
)


@lru_cache(maxsize=32)
def filled(today: date, _language: str) -> Mapping[str, Markup]:
    """Give every figure as it stands on a day; the language is only the key that it is kept under."""
    ladder, ages = ladder_for(today, today), ages_on(today)
    values = {
        "opens": str(OPENS.hour),
        "closes": str(CLOSES.hour),
        "ceiling": formats.money(ladder.ceiling_ore),
        "full_price_up_to": _whole_kronor(step_rows(ladder)[0].up_to_ore or 0),
        "renew_alone_from": str(ages.renew_alone_from),
        "overview_from": str(ages.overview_from),
        "guardian_below": str(ages.guardian_below),
    }
    return {name: _drawn("figure", text=value) for name, value in values.items()} | {
        "support_phone": _drawn("phone", number=SUPPORT.phone),
        "high_cost_steps": _drawn("steps", **_steps(ladder, today)),
    }


def _steps(ladder: Ladder, today: date) -> dict[str, object]:
    table = read_table("high_cost")
    since = max(
        row["valid_from"] for row in (*table["ladder"], *table["base_amount"]) if row["valid_from"] <= today
    )
    return {
        "rows": [_step(row.from_ore, row.up_to_ore, row.percent) for row in step_rows(ladder)],
        "since": since,
    }


def _step(from_ore: int, up_to_ore: int | None, percent: int) -> list[str]:
    if up_to_ore is None:
        return [_("Över %(amount)s") % {"amount": _whole_kronor(from_ore)}, _("0 procent: du har frikort")]
    span = _("%(lower)s till %(upper)s") % {
        "lower": _whole_kronor(from_ore),
        "upper": _whole_kronor(up_to_ore),
    }
    return [span, _("%(percent)s procent av priset") % {"percent": formats.number(percent)}]


def _whole_kronor(ore: int) -> str:
    """The limits are exact shares of the ceiling; people know them in whole kronor."""
    return formats.money((ore + KRONA // 2) // KRONA * KRONA)


def _drawn(macro: str, **values: object) -> Markup:
    module = cast(Any, get_template("pages/public/article/figures.jinja")).template.module
    return Markup(getattr(module, macro)(**values))  # noqa: S704 - an escaping macro's own answer
