r"""Special signs of TeX in a text: those that TeX takes for something else than themselves, and prints no letter of.

`&` ends a cell of a table, `_` and `^` belong to formulas, `#` is a parameter, `%` begins a remark, and a lonely `$`
opens a formula that never ends ("The TeXbook", chapter 7: category codes).
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern

ESCAPED = {"&": r"\&", "_": r"\_", "^": r"\^{}", "#": r"\#", "%": r"\%", "$": r"\$"}
_INNER = r"[^{}]*+"
for _ in range(4):
    _INNER = rf"[^{{}}]*+(?:\{{{_INNER}\}}[^{{}}]*+)*+"
# What these take is no text: addresses and names as they are, or formulas in a language of their own.
_RAW = """url nolinkurl href path doi cite[a-zA-Z]* ref label ensuremath detokenize ce cf chemfig si SI qty unit num
    includegraphics""".split()
_FAR = 2_000  # characters of a formula, or of an argument between marks
_TOKEN = lazy_pattern(
    rf"""
      (?P<raw> \\(?:{"|".join(_RAW)})(?![A-Za-z])\*?\s*(?:\[[^\[\]{{}}]*+\]\s*)?\{{{_INNER}\}}
             | \\(?:path|url|verb)\*?(?P<mark>[|!+/=])(?:(?!(?P=mark))[^\r\n]){{0,{_FAR}}}(?P=mark) )
    | (?P<formula> \\\((?:[^\\]|\\[^)]){{0,{_FAR}}}\\\) | \\\[(?:[^\\]|\\[^\]]){{0,{_FAR}}}\\\]
             | \$\$(?:[^$\\]|\\.)++\$\$ | \$(?:[^$\\]|\\.)*+\$ )
    | (?P<escape> \\(?:[A-Za-z]+|.) )
    | (?P<sign> [&_^\#%$] )
    """,
    re.VERBOSE | re.DOTALL,
)


def special_signs(text: str) -> list[int]:
    """Return where the special signs are that stand in a text of LaTeX as if they were letters."""
    if not any(sign in text for sign in ESCAPED):
        return []
    return [match.start() for match in _TOKEN.finditer(text) if match["sign"]]
