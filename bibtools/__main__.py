"""`python -m bibtools`, and the console script."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from bibtools.core.process_exit import end  # an interrupt may come while it is still loading
    except KeyboardInterrupt:
        sys.stderr.write("bibtools: interrupted\n")
        raise SystemExit(130) from None
    end("bibtools", _run)


def _run() -> int:
    from bibtools.cli.main import run

    return run()


if __name__ == "__main__":
    main()
