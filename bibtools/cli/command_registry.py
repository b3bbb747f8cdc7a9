"""The registry of commands: what `bibtools --help` shows of each without loading it, and examples for its own help.

The name of a command is that of its module and of the function in it.
"""

from __future__ import annotations

from typing import NamedTuple


class CommandSummary(NamedTuple):
    """A command in one line, the heading that it stands under, and examples: what to type, and what that does."""

    name: str
    group: str
    summary: str
    examples: tuple[tuple[str, str], ...]


COLUMNS = 100  # of help, at most
_INDENT = 2  # of what stands behind the options
_KEEP, _LOOK, _SET_UP = "Keep a bibliography", "Look and print", "Set up and understand"

COMMANDS = (
    CommandSummary(
        "sync",
        _KEEP,
        "Add the papers that the sources name to the .bib.",
        (
            ("bibtools sync", "add what the paper in this folder lacks"),
            ("bibtools sync --diff", "show the change, write nothing"),
            ("bibtools sync thesis.tex --bib refs.bib", "name the document and the library"),
            ("bibtools sync --from ~/library.bib", "copy entries from a library of your own first"),
        ),
    ),
    CommandSummary(
        "check",
        _KEEP,
        "Report what is missing from a paper and broken in it.",
        (
            ("bibtools check", "check the paper in this folder"),
            ("bibtools check --fix --diff", "show what can be mended for sure"),
            ("bibtools check --select duplicate-work --fix", "make one entry of two of the same work"),
            ("bibtools check --format github", "annotate a pull request"),
        ),
    ),
    CommandSummary(
        "add",
        _KEEP,
        "Add papers by id, DOI, address or title.",
        (
            ("bibtools add 1706.03762", "add a paper, print the key to cite"),
            ("bibtools add 10.1038/nature14539 --key lecun", "add it under a key"),
            ("bibtools add 'attention is all you need' --diff", "look for a title, show the change"),
        ),
    ),
    CommandSummary(
        "upgrade",
        _KEEP,
        "Turn preprints into their published versions.",
        (
            ("bibtools upgrade refs.bib --diff", "show what has been published since"),
            ("bibtools upgrade", "do it for the library of the paper here"),
            ("bibtools upgrade --undo vaswani2017attention", "bring a preprint's entry back"),
        ),
    ),
    CommandSummary(
        "verify",
        _KEEP,
        "Compare every entry with what is known of its work.",
        (
            ("bibtools verify refs.bib", "compare a library"),
            ("bibtools verify paper.tex --offline", "compare what is cited, asking nobody"),
        ),
    ),
    CommandSummary(
        "scan",
        _LOOK,
        "List the ids that sources name, with their places.",
        (("bibtools scan notes.md talk.tex", "list ids with file, line and column"),),
    ),
    CommandSummary(
        "get",
        _LOOK,
        "Print the entries of papers.",
        (
            ("bibtools get 1412.6980 https://arxiv.org/abs/1912.04958", "print two entries"),
            ("bibtools get 1412.6980 --format csljson", "print it for pandoc or Zotero"),
        ),
    ),
    CommandSummary(
        "find",
        _LOOK,
        "Find papers by a title, a reference or an abstract.",
        (("bibtools find 'deep residual learning'", "look for words of a title"),),
    ),
    CommandSummary(
        "links",
        _LOOK,
        "Check every link of a library.",
        (("bibtools links refs.bib", "say which links are dead or have moved"),),
    ),
    CommandSummary(
        "report",
        _LOOK,
        "Print a reading list as a page or Markdown.",
        (
            ("bibtools report --out list.html", "write a page with all links"),
            ("bibtools report --format markdown", "print it for a README"),
        ),
    ),
    CommandSummary(
        "init",
        _SET_UP,
        "Set up a folder: configuration, hook, CI.",
        (
            ("bibtools init --diff", "show what would be written"),
            ("bibtools init --hook", "write a configuration and the pre-commit hook"),
        ),
    ),
    CommandSummary(
        "lsp",
        _SET_UP,
        "Serve editors: findings, actions, completion.",
        (("bibtools lsp", "what an editor starts; it speaks over standard input and output"),),
    ),
    CommandSummary(
        "index",
        _SET_UP,
        "Keep arXiv and DBLP on this machine.",
        (
            ("bibtools index build dblp.xml.gz", "make an index of a download"),
            ("bibtools index info", "say what is indexed, and how old it is"),
        ),
    ),
    CommandSummary(
        "tables",
        _SET_UP,
        "Keep tables of links from papers to code.",
        (("bibtools tables info", "say which tables are there"),),
    ),
    CommandSummary(
        "cache",
        _SET_UP,
        "Look at the cache of answers, or clear it.",
        (("bibtools cache info", "say what is remembered"),),
    ),
    CommandSummary(
        "corpus",
        _SET_UP,
        "Scan millions of sources into tables.",
        (("bibtools corpus papers/ --out ids/", "write the ids of all sources"),),
    ),
    CommandSummary(
        "doctor",
        _SET_UP,
        "Examine services, cache and configuration.",
        (("bibtools doctor", "ask every service one question"),),
    ),
    CommandSummary(
        "explain",
        _SET_UP,
        "Explain a rule, or list them all.",
        (
            ("bibtools explain undefined-key", "say what a finding means and what to do"),
            ("bibtools explain", "list all rules"),
        ),
    ),
)
BY_NAME = {each.name: each for each in COMMANDS}


def examples(name: str) -> str:
    """Return the examples of a command as its help shows them; click leaves the lines after a backspace as they are."""
    found = BY_NAME[name].examples
    width = max(len(typed) for typed, _ in found)
    lines = [f"  {typed:<{width}}  {does}" for typed, does in found]
    if any(len(line) > COLUMNS - _INDENT for line in lines):
        lines = [line for typed, does in found for line in (f"  # {does}", f"  {typed}")]
    return "\b\nExamples:\n" + "\n".join(lines)
