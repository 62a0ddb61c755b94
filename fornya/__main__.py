"""Förnya's commands for whoever runs it: `python -m fornya import-clinics FILE`; alone it lists them.

They are Django's management commands by plainer names. Everything they need comes from the environment, as
for the service itself (config/settings.py).
"""

import sys

from fornya.config.manage import main as manage

COMMANDS = {
    "import-clinics": "show what a catalogue of clinics would change, and change it when you say yes",
    "notices": "list what regions tell everybody; put a notice up, take one down",
    "clinic-admin": "let a member of staff change a clinic's settings until a day",
    "name-operator": "name somebody who runs the service, and on which grounds; they name the others",
    "support-cases": "list the support cases that wait for an answer",
    "verify-decisions": "look at the seal of every decision; name those that were changed",
    "migrate": "bring the database's tables up to this version",
    "work": "carry out what the outbox holds",
}


def main(arguments: list[str]) -> int:
    """Run the command that is named, or say which there are."""
    if not arguments or arguments[0] not in COMMANDS:
        lines = [f"  {name:<18}{what}" for name, what in COMMANDS.items()]
        print("python -m fornya COMMAND", *lines, sep="\n", file=sys.stderr)
        return 2
    name, *rest = arguments
    sys.argv = ["python -m fornya", name.replace("-", "_"), *rest]
    manage()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
