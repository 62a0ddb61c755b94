"""The purchases that count towards frikort, one row a dispense, and the sums of a period."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sandbox import state
from sandbox.high_cost import ladder

STOCKHOLM = ZoneInfo("Europe/Stockholm")

state.schema(
    "high_cost",
    """
    CREATE TABLE IF NOT EXISTS high_cost_purchases (
        dispense TEXT PRIMARY KEY, personnummer TEXT NOT NULL, bought_at TEXT NOT NULL,
        product TEXT NOT NULL, gross_ore INTEGER NOT NULL, paid_ore INTEGER NOT NULL,
        period_start TEXT NOT NULL, freecard INTEGER NOT NULL
    );
    CREATE INDEX IF NOT EXISTS high_cost_by_person ON high_cost_purchases (personnummer, bought_at);
    """,
)


@dataclass(frozen=True)
class Purchase:
    dispense: str
    bought_at: datetime
    product: str
    gross_ore: int
    paid_ore: int


@dataclass(frozen=True)
class Account:
    """A person's period on a day; `start` is None when none is running."""

    start: date | None
    end: date | None
    gross_ore: int
    paid_ore: int
    ceiling_ore: int
    freecard: bool
    purchases: tuple[Purchase, ...]

    @property
    def left_ore(self) -> int:
        return 0 if self.freecard else max(0, self.ceiling_ore - self.paid_ore)


def account(personnummer: str, today: date) -> Account:
    """Sum up the period that runs on a day."""
    every = state.connection().execute(
        "SELECT * FROM high_cost_purchases WHERE personnummer = ? ORDER BY bought_at, rowid", (personnummer,)
    )
    rows = [row for row in every if _runs(date.fromisoformat(row["period_start"]), today)]
    start = date.fromisoformat(rows[-1]["period_start"]) if rows else None
    steps = ladder.ladder_for(start or today)
    paid = sum(row["paid_ore"] for row in rows)
    freecard = any(row["freecard"] for row in rows)
    return Account(
        start=start,
        end=ladder.last_day(start) if start else None,
        gross_ore=sum(row["gross_ore"] for row in rows),
        paid_ore=paid,
        # Whoever has frikort keeps it when the ceiling rises at New Year.
        ceiling_ore=paid if freecard else ladder.ceiling_ore(steps, today),
        freecard=freecard,
        purchases=tuple(_purchase(row) for row in rows),
    )


def quote(personnummer: str, gross_ore: int, day: date) -> int:
    """What a purchase within the benefit would cost the person on a day."""
    before = account(personnummer, day)
    if before.freecard:
        return 0
    return ladder.due_ore(
        gross_ore,
        gross_before=before.gross_ore,
        paid_before=before.paid_ore,
        ladder=ladder.ladder_for(before.start or day),
        ceiling=before.ceiling_ore,
    )


def register(personnummer: str, *, dispense: str, bought_at: datetime, product: str, gross_ore: int) -> int:
    """Enter a purchase within the benefit, later than all earlier ones; return what the person pays."""
    day = bought_at.astimezone(STOCKHOLM).date()
    with state.transaction() as db:
        before = account(personnummer, day)
        paid = quote(personnummer, gross_ore, day)
        reached = before.freecard or before.paid_ore + paid >= before.ceiling_ore
        db.execute(
            "INSERT INTO high_cost_purchases (dispense, personnummer, bought_at, product, gross_ore,"
            " paid_ore, period_start, freecard) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                dispense,
                personnummer,
                bought_at.isoformat(),
                product,
                gross_ore,
                paid,
                (before.start or day).isoformat(),
                reached,
            ),
        )
    return paid


def _runs(start: date, today: date) -> bool:
    return start <= today <= ladder.last_day(start)


def _purchase(row: dict[str, str]) -> Purchase:
    when = datetime.fromisoformat(row["bought_at"])
    return Purchase(row["dispense"], when, row["product"], int(row["gross_ore"]), int(row["paid_ore"]))
