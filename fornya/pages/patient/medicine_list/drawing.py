"""Draws the list as a tagged PDF: JSON on standard input, the file on standard output. A program of its own.

It is run by `pdf.py` and imported by nobody: what it loads is gone when it ends. Before it reads what it was
sent it gives up the right to open anything, so that neither a file nor the network can be reached from there.
"""

import resource
import sys
from pathlib import Path

import typst

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[3] / "node_modules" / "@expo-google-fonts"
FAMILIES, WEIGHTS = ("ibm-plex-sans", "vazirmatn"), ("400Regular", "600SemiBold")
# A font is read when a letter of it is first wanted: Latin and Arabic, in both weights.
EVERY_FONT = b"""
#set document(title: "a")
#set text(font: ("IBM Plex Sans", "Vazirmatn"))
a\xd8\xa7 #text(weight: 600)[a\xd8\xa7]
"""
SECONDS, BYTES = 10, 2 * 1024**3


def main() -> None:
    """Draw what stands on standard input."""
    template = (HERE / "list.typ").read_bytes()
    folders = [str(FONTS / family / weight) for family in FAMILIES for weight in WEIGHTS]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    _draw(EVERY_FONT, fonts, {})
    shut_in()
    content = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(_draw(template, fonts, {"sheet": content}))


def _draw(template: bytes, fonts: typst.Fonts, inputs: dict[str, str]) -> bytes:
    return typst.compile(template, font_paths=fonts, sys_inputs=inputs, format="pdf", pdf_standards="ua-1")


def shut_in() -> None:
    """Let this process open nothing more, and take neither all of the memory nor all of the time."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    main()
