"""The command: ``secondhand`` and ``python -m secondhand``."""

import signal
import sys

from ._native import command


def main() -> int:
    """Runs the command with the arguments of the program."""
    # The command itself ends on Ctrl-C; Python would only note it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return command(["secondhand", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
