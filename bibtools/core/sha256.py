"""SHA-256 of a few texts: by Python's own module, since `hashlib` loads OpenSSL, which takes longer than hashing them.

Its name differs between Python's versions; where there is none, `hashlib` has it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


def hexdigest(data: bytes) -> str:
    """Return the digest of some bytes in hexadecimal digits."""
    return str(_sha256(data).hexdigest())


def _found() -> Any:  # noqa: ANN401 - a constructor of a module that has no types
    for module in ("_sha2", "_sha256", "hashlib"):
        try:
            return import_module(module).sha256
        except (ImportError, AttributeError):
            continue
    raise ImportError("Python has no SHA-256")


_sha256 = _found()
