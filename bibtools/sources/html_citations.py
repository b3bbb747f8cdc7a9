"""HTML elements that cite: Distill's, and those that nbconvert and extensions of Jupyter know.

Source: https://distill.pub/guide/, https://nbconvert.readthedocs.io/en/latest/latex_citations.html,
https://nbsphinx.readthedocs.io/en/latest/a-normal-rst-file.html#citations and, for `#cite-key`,
https://github.com/jfbercher/jupyter_latex_envs
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.sources.citation import PERHAPS, Syntax, by_marks, whole

# Any other attribute, with its value in either quotes, or bare.
_OTHER = r"(?:\s+[\w:@.-]{1,60}(?:\s*=\s*(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'|[^\s<>\"'=`]{1,500}))?){0,20}?"
_BARE = r"[^\s\"'<>=`]{0,200}[^\s\"'<>=`/]"
_VALUE = rf"\s*=\s*(?P<quote>\\?[\"'])?(?P<keys>(?(quote)[^\"'<>\\]{{1,4000}}|{_BARE}))(?(quote)(?P=quote)|(?=[\s/>]))"


def _attribute(elements: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"<(?i:{elements})(?=\s){_OTHER}\s+(?i:{name}){_VALUE}")


ELEMENTS = (
    Syntax(_attribute("d-cite|dt-cite", "(?:bibtex-)?key"), "-cite"),
    Syntax(_attribute("cite|span|strong|em|b|i|sup|sub|small|p|div", "data-cite"), "-cite"),
    Syntax(_attribute("a|dfn", "data-cite"), "-cite", by_marks, PERHAPS),  # ReSpec's, of specifications
    Syntax(
        lazy_pattern(r"<[aA](?=\s)[^<>]{0,500}?\s(?i:href)\s*=\s*[\"']?#cite-(?P<keys>[^\"'\s<>]{1,200})"),
        "#cite-",
        whole,
    ),
    Syntax(lazy_pattern(r"\]\(#cite-(?P<keys>[^()\s]{1,200})\)"), "#cite-", whole),  # the same in Markdown
)
