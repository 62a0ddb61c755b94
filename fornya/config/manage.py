"""Entry for management commands: `python -m fornya.config.manage migrate`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the management command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fornya.config.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
