#!/usr/bin/env python
"""Command line of the portal; see README.md for the commands others rely on."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit("The portal's packages are not installed here. Run `make demo` once.") from error
    from portal.database import DatabaseUnavailable

    try:
        execute_from_command_line(sys.argv)
    except DatabaseUnavailable as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
