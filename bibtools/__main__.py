"""`python -m bibtools`, and the console script."""

from __future__ import annotations


def main() -> None:
    """Run the command line and exit with its code."""
    from bibtools.core.process_exit import end  # noqa: PLC0415 - an interrupt may come while the program is still loading

    end("bibtools", _run)


def _run() -> int:
    from bibtools.cli.main import run  # noqa: PLC0415 - the same

    return run()


if __name__ == "__main__":
    main()
