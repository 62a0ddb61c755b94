"""The cost ladder for anyone: the steps in force, a calculator, and what is free."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.pages.public.cost_ladder.calculator import MOST_TIMES, checked, ore_of, reckon
from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to
from fornya.rules import high_cost
from fornya.rules.benefit import ages_on
from fornya.rules.high_cost import Ladder, LadderUnknown

FIELDS = ("betalat", "pris", "ganger")


@open_to(ANYONE)
@kept_a_minute
def cost_ladder(request: Request) -> HttpResponse:
    """Show the steps of a period that begins today, and reckon what has been typed in the address."""
    today = request.today
    try:
        ladder = high_cost.ladder_for(today, today)
    except LadderUnknown:
        return render(request, "pages/public/cost_ladder/undecided.jinja", {"year": today.year})
    is_asked = any(name in request.GET for name in FIELDS)
    form = Form.of(request.GET, *FIELDS) if is_asked else Form.showing(ganger="1")
    errors = checked(form, ladder) if is_asked else Errors()
    context = {
        "steps": [step.in_kronor for step in high_cost.step_rows(ladder)],
        "here": 0,
        "ceiling_ore": ladder.ceiling_ore,
        "ages": ages_on(today),
        "form": form,
        "errors": errors,
        "times": [Option(value=str(number), text=str(number)) for number in range(1, MOST_TIMES + 1)],
        **(_reckoned(form, ladder) if is_asked and not errors else {"reckoned": None}),
    }
    return render(
        request, "pages/public/cost_ladder/cost_ladder.jinja", context, status=422 if errors else 200
    )


def _reckoned(form: Form, ladder: Ladder) -> dict[str, object]:
    found = reckon(
        paid_ore=ore_of(form.value("betalat") or "0") or 0,
        price_ore=ore_of(form.value("pris")) or 0,
        times=int(form.value("ganger")),
        ladder=ladder,
    )
    rows = [
        [
            _("Uttag %(number)s") % {"number": each.number},
            formats.money(each.due_ore),
            formats.money(each.paid_ore),
        ]
        for each in found.purchases
    ]
    return {"reckoned": found, "rows": rows}
