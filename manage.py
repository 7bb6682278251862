#!/usr/bin/env python
"""The command line of the portal."""

import gc
import os
import sys


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if len(sys.argv) > 1 and sys.argv[1] in ("issue", "bake", "unbake"):
        from passports.standards.issuing_command_line import main as issuing_main

        return issuing_main(sys.argv[1:])
    if len(sys.argv) > 1 and sys.argv[1] in ("verify", "canonicalize"):
        # Pure standards: answered without loading the web application or a database. Nothing of
        # what is loaded is garbage, now or later.
        gc.disable()
        from passports.adapters.command_line import main as standards_main

        gc.freeze()
        gc.enable()
        try:
            code = standards_main(sys.argv[1:])
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever reads along (`| head`) has read enough; nothing is left to flush.
            code = 1
        sys.stderr.flush()
        # Everything is said. Taking the modules down one by one would take as long as loading them.
        os._exit(code)
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"The portal cannot start. {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
