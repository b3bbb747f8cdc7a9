"""Lazy patterns: regular expressions that are compiled when they are first used.

A run uses a fifth of the patterns of the modules that it loads, and compiling all of them took a seventh of the time of
a check. After its first use, a lazy pattern's methods are looked up as fast as a compiled one's.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _LazyPattern:
    """Stands for a pattern. Whatever is asked of it is asked of the compiled one, once."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern, self._asked = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any part of a pattern
        if name.startswith("_"):
            raise AttributeError(name)
        known = vars(self)
        if "_compiled" not in known:
            known["_compiled"] = re.compile(self.pattern, self._asked)
        found = known[name] = getattr(known["_compiled"], name)
        return found

    def __reduce__(self) -> tuple[object, tuple[str | bytes, int]]:
        return _LazyPattern, (self.pattern, self._asked)


def lazy_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is compiled when it is first used; an error in it is raised then."""
    return cast("re.Pattern[AnyStr]", _LazyPattern(pattern, flags))
