"""Reads our style sheets the way the tests need it: as built, and the colours of each theme."""

import re
from pathlib import Path

from tooling.assets import as_served
from tooling.assets import sources as read

TOP = Path(__file__).parents[2]
DESIGN = TOP / "fornya" / "design"
THEME = (DESIGN / "css" / "theme.css").read_text()


SHEETS, FONTS = read((DESIGN / "sources.txt").read_text())


def sources() -> list[Path]:
    """Give the parts of all style sheets, in order."""
    return [TOP / part for parts in SHEETS.values() for part in parts]


def fonts() -> list[Path]:
    """Give the fonts of sources.txt."""
    return [TOP / font for font in FONTS]


def joined(*sheets: str) -> str:
    """Give style sheets as browsers get them; all of them unless some are named."""
    parts = [TOP / part for sheet in sheets or SHEETS for part in SHEETS[sheet]]
    return "\n".join(as_served(path.read_text()) for path in parts)


def write_into(folder: Path) -> None:
    """Write the style sheets as browsers get them."""
    for sheet in SHEETS:
        (folder / sheet).write_text(joined(sheet))


def themes() -> dict[str, dict[str, str]]:
    """Give each theme's colours by token; what a theme leaves out it has from the light one."""
    found: dict[str, dict[str, str]] = {}
    selectors = {
        "light": r":root\{",
        "dark by preference": r":root:not\(\[data-theme\]\)\{",
        "dark by choice": r":root\[data-theme=dark\]\{",
    }
    for name, selector in selectors.items():
        body = re.search(selector + r"([^}]*)\}", THEME)
        assert body, name
        own = dict(re.findall(r"--([\w-]+):(#[0-9A-Fa-f]{3,6})\b", body[1]))
        found[name] = found.get("light", {}) | own
    light = found["light"]
    found["contrast"] = light | dict.fromkeys(("muted", "line", "control"), light["ink"])
    return found
