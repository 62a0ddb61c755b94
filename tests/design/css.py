"""Reads our style sheets the way the tests need it: as built, and the colours of each theme."""

import re
from pathlib import Path

from tooling.assets import as_served

TOP = Path(__file__).parents[2]
DESIGN = TOP / "fornya" / "design"
THEME = (DESIGN / "css" / "theme.css").read_text()


def sources() -> list[Path]:
    """Give the style sheets of sources.txt, in order."""
    lines = (DESIGN / "sources.txt").read_text().splitlines()
    return [TOP / line for line in lines if line and not line.startswith(("#", "font:"))]


def fonts() -> list[Path]:
    """Give the fonts of sources.txt."""
    lines = (DESIGN / "sources.txt").read_text().splitlines()
    return [TOP / line.removeprefix("font:").strip() for line in lines if line.startswith("font:")]


def joined() -> str:
    """Give the style sheet as browsers get it."""
    return "\n".join(as_served(path.read_text()) for path in sources())


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
