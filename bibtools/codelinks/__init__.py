"""Links to a work's code: found in texts, told apart by what is said of them, ranked by evidence."""

from __future__ import annotations

from bibtools.codelinks.ranking import best as best
from bibtools.codelinks.ranking import in_order as in_order
from bibtools.codelinks.ranking import links as links
from bibtools.codelinks.ranking import rivals as rivals
