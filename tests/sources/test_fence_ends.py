"""Where fenced code and comments of Markdown end."""

from __future__ import annotations

import pytest

from bibtools.sources import markdown

# An unclosed fence or comment ends with its list item or quotation; in the middle of a line it begins nothing.
UNCLOSED = [
    "- ```\n  x\n\nend [@k]\n",
    "10. ~~~\n    x\n\n[@k]\n",
    "- ```\n  x\n\nend [@k]\n\n```\nx\n```\n",
    "> ```\n> x\n\nend [@k]\n",
    "- > ```\n  > x\n\n[@k]\n",
    "      ~~~\n\nend [@k]\n",
    "- <!-- x\n\n[@k]\n",
    "> <!-- x\n\n[@k]\n",
    "words <!-- x [@k]\n",
]
CLOSED = [
    "- ```\n  [@k]\n  ```\n",
    "- ```\n  x\n\n  [@k]\n",
    "> ```\n> [@k]\n> ```\n",
    "- x\n\n  ```\n[@k]\n  ```\n",
    "1. x\n\n    ```\n[@k]\n    ```\n",
    "```\n[@k]\n",
    "  ```\n[@k]\n",
    "<!-- x\n\n[@k]\n",
    "words <!-- x\n[@k] -->\n",
    "- <!-- x\n\n  [@k]\n",
    "~~~~\n~~~\n[@k]\n~~~~\n",
]


def keys(text: str) -> set[str]:
    return {each.key for each in markdown.citations(text)}


@pytest.mark.parametrize("text", CLOSED)
def test_nothing_is_cited_between_fences_and_in_comments(text: str) -> None:
    assert keys(text) == set()


@pytest.mark.parametrize("text", UNCLOSED)
def test_what_comes_after_the_container_is_prose(text: str) -> None:
    assert keys(text) == {"k"}
