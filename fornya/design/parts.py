"""The small things that components are fed with: one frozen class each, so that a misspelt name fails.

Templates make them through the globals of the same names: option(), row(), step(), column(), cell(), tab(),
tile(), stair(), bars_row(), bars_part().
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer of field_radios, field_checks or field_select."""

    value: str
    text: str
    hint: str | None = None
    lines: tuple[str, ...] | list[str] = ()
    tag: str | None = None
    tone: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One pair of summary_list. With `href` a link stands beside it; `name` says in full what it changes."""

    key: str
    value: str
    href: str | None = None
    name: str | None = None
    action: str | None = None

    def __post_init__(self) -> None:
        """Refuse a link that does not say what it changes."""
        if self.href and not self.name:
            raise TypeError("A row with href needs name, for example “Ändra apotek”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of timeline; state is done, now or next."""

    text: str
    state: str = "next"
    detail: str | None = None

    def __post_init__(self) -> None:
        """Refuse a state that has no words."""
        if self.state not in ("done", "now", "next"):
            raise ValueError(f"A step is done, now or next, not {self.state}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of table_responsive."""

    text: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of table_responsive; in each row one `names_row`."""

    text: str = ""
    href: str | None = None
    tag: str | None = None
    tone: str = "neutral"
    note: str | None = None
    names_row: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One link of tabs."""

    text: str
    href: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One region of region_map: its name in short lines, its middle, and its place in the list beside."""

    lines: tuple[str, ...]
    x: int
    y: int
    order: int
    name: str
    says: str
    count: int
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stair:
    """One step of stairs: its height in per cent, and what stands above and below it."""

    above: str
    below: str
    height: int
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BarsPart:
    """One part of a row of bars, in per cent of its room; tone is strong, soft, warm, grave or faint."""

    begins: float
    width: float
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarsRow:
    """One row of bars: its name before, its parts, and what stands after."""

    name: str
    says: str
    parts: tuple[BarsPart, ...] | list[BarsPart] = ()


GLOBALS = {
    "option": Option,
    "row": Row,
    "step": Step,
    "column": Column,
    "cell": Cell,
    "tab": Tab,
    "tile": Tile,
    "stair": Stair,
    "bars_row": BarsRow,
    "bars_part": BarsPart,
}
