"""List layout: a list of papers in any markup or data format, rewritten as one of Markdown, whose parts are known.

Papers and links keep their original places.
"""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.identifiers.identifier import Identifier
from bibtools.sources.block_forms import with_markdown_blocks
from bibtools.sources.data_rows import with_rows
from bibtools.sources.html_forms import with_items
from bibtools.sources.link_forms import with_markdown_links
from bibtools.sources.relaid_text import RelaidText
from bibtools.sources.tex_forms import with_tex_lists


def relaid(text: str, named: Sequence[tuple[int, Identifier]]) -> RelaidText:
    """Return a text as a list of Markdown; `named` are the works that it names, in order of their offsets."""
    laid = with_tex_lists(with_rows(RelaidText(text, named)))
    return with_markdown_blocks(with_items(with_markdown_links(laid)))
