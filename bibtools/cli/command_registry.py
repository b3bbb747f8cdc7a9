"""The registry of commands: what `bibtools --help` shows of each without loading it, and examples for its own help.

A command, its module and the function in it have the same name.
"""

from __future__ import annotations

from bibtools.core.named_tuple import NamedTuple


class CommandSummary(NamedTuple):
    """A command in one line, the heading that it stands under, and examples: what to type, and what that does."""

    name: str
    group: str
    summary: str
    examples: tuple[tuple[str, str], ...]


COLUMNS = 100  # of help, at most
_INDENT = 2  # of the text after the options
_KEEP, _LOOK, _SET_UP = "Maintain a bibliography", "Search and print", "Set up and explain"

COMMANDS = (
    CommandSummary(
        "sync",
        _KEEP,
        "Add the papers that your sources cite to the .bib.",
        (
            ("bibtools sync", "add what is missing from the paper in this folder"),
            ("bibtools sync --diff", "show the changes, write nothing"),
            ("bibtools sync thesis.tex --bib refs.bib", "name the document and the library"),
            ("bibtools sync --from ~/library.bib", "take entries from your own library first"),
        ),
    ),
    CommandSummary(
        "check",
        _KEEP,
        "Report missing papers, undefined keys and errors.",
        (
            ("bibtools check", "check the paper in this folder"),
            ("bibtools check --fix --diff", "show what can be fixed automatically"),
            ("bibtools check --select duplicate-work --fix", "merge duplicate entries"),
            ("bibtools check --format github", "annotate a pull request"),
        ),
    ),
    CommandSummary(
        "add",
        _KEEP,
        "Add papers by id, DOI, URL or title.",
        (
            ("bibtools add 1706.03762", "add a paper, print the key to cite"),
            ("bibtools add 10.1038/nature14539 --key lecun", "choose its key"),
            ("bibtools add 'attention is all you need' --diff", "search by title, show the change"),
        ),
    ),
    CommandSummary(
        "upgrade",
        _KEEP,
        "Replace preprints by their published versions.",
        (
            ("bibtools upgrade refs.bib --diff", "show what has been published since"),
            ("bibtools upgrade", "upgrade the library of the paper in this folder"),
            ("bibtools upgrade --undo vaswani2017attention", "restore a preprint entry"),
        ),
    ),
    CommandSummary(
        "verify",
        _KEEP,
        "Check every entry against published records.",
        (
            ("bibtools verify refs.bib", "verify a whole library"),
            ("bibtools verify paper.tex --offline", "verify what is cited, without requests"),
        ),
    ),
    CommandSummary(
        "scan",
        _LOOK,
        "List the ids in your sources, with their places.",
        (("bibtools scan notes.md talk.tex", "list ids with file, line and column"),),
    ),
    CommandSummary(
        "get",
        _LOOK,
        "Print the entries of papers, without adding them.",
        (
            ("bibtools get 1412.6980 https://arxiv.org/abs/1912.04958", "print two entries"),
            ("bibtools get 1412.6980 --format csljson", "print it for pandoc or Zotero"),
        ),
    ),
    CommandSummary(
        "find",
        _LOOK,
        "Find papers by title, reference or abstract.",
        (("bibtools find 'deep residual learning'", "search by words of a title"),),
    ),
    CommandSummary(
        "links",
        _LOOK,
        "Check the links in a library.",
        (("bibtools links refs.bib", "list links that are dead or have moved"),),
    ),
    CommandSummary(
        "report",
        _LOOK,
        "Make a reading list, as HTML or Markdown.",
        (
            ("bibtools report --out list.html", "write an HTML page"),
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
        "Run the language server for editors.",
        (("bibtools lsp", "started by an editor; uses standard input and output"),),
    ),
    CommandSummary(
        "index",
        _SET_UP,
        "Keep arXiv and DBLP metadata on this machine.",
        (
            ("bibtools index build dblp.xml.gz", "build an index from a download"),
            ("bibtools index info", "show what is indexed, and how old it is"),
        ),
    ),
    CommandSummary(
        "tables",
        _SET_UP,
        "Manage tables of links from papers to code.",
        (("bibtools tables info", "list the tables"),),
    ),
    CommandSummary(
        "cache",
        _SET_UP,
        "Show or clear the cache.",
        (("bibtools cache info", "show what is cached"),),
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
        "Show the state of services, cache and settings.",
        (("bibtools doctor", "test every service with one request"),),
    ),
    CommandSummary(
        "explain",
        _SET_UP,
        "Explain a rule, or list them all.",
        (
            ("bibtools explain undefined-key", "explain a finding, and what to do about it"),
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
