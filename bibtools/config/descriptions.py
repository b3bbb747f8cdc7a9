"""What each setting means, in a sentence: for the documentation, the JSON schema, and files that are written anew."""

from __future__ import annotations

from typing import Any, get_args

from bibtools.bibliography.entries.options import (
    DEFAULT_ORIGINS,
    EXTRA,
    NAMES,
    ORIGINS,
    CodeField,
    Collaborations,
    Dialect,
    Encoding,
    PreprintType,
    PublishedPolicy,
    VenueForm,
)
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rule_selection import ALL
from bibtools.core.rules import RULES
from bibtools.identifiers.doi_policy import DoiPolicy

_FIELDS = tuple(dict.fromkeys(name.lower() for names in NAMES.values() for name in names.values()))
_RULES = (*RULES, ALL)


class Description(NamedTuple):
    """What a setting means, a value to show, the words it is chosen from, and its default if that is a fixed value."""

    meaning: str
    example: Any
    choices: tuple[str, ...] = ()  # of the value, or of each item of a list
    default: Any = None


DESCRIPTIONS: dict[str, Description] = {
    "bib": Description(
        "The library of the paper, relative to this file. Default: the one that the document itself names.",
        "references.bib",
    ),
    "exclude": Description(
        "Files and folders to leave out, with the syntax of `.gitignore`, relative to this file. "
        "A file named on the command line is read anyway.",
        ["old/", "*.html"],
        default=[],
    ),
    "paper": Description(
        "One table for each of several papers in a repository, with its `sources` and its `bib`.",
        [{"sources": ["thesis/"], "bib": "thesis/references.bib"}],
        default=[],
    ),
    "keys": Description(
        "The pattern of new citation keys, in the syntax of JabRef and Better BibTeX. Default: like the existing keys.",
        "[auth:lower][year][veryshorttitle:lower]",
    ),
    "dialect": Description(
        "The dialect of new entries. Default: that of the library, else that of the paper.",
        "bibtex",
        get_args(Dialect),
    ),
    "encoding": Description(
        r"How accents are written in new entries: `{\"u}` or `ü`. Default: as in the library, else by the dialect.",
        "ascii",
        get_args(Encoding),
    ),
    "preprint": Description(
        "The type of a preprint's entry; `article` gives `journal = {arXiv preprint arXiv:…}`.",
        "misc",
        get_args(PreprintType),
        "misc",
    ),
    "max_authors": Description(
        "The number of authors after which a list ends in `and others`; 0 means all are listed.", 0, default=0
    ),
    "collaborations": Description(
        "Whether a collaboration is named with its members or alone, as in `author = {{ATLAS Collaboration}}`.",
        "authors",
        get_args(Collaborations),
        "authors",
    ),
    "extra": Description("Further fields to write into new entries, if known.", ["month"], EXTRA, []),
    "order": Description("The fields that come first in new entries.", ["title", "author"], _FIELDS, []),
    "venue": Description(
        "The form of a venue's name. Default: as the library's other entries of that venue have it.",
        "full",
        get_args(VenueForm),
    ),
    "published": Description(
        "Whether a new paper is written as its published version, if an index makes that certain; "
        "`propose` only reports it.",
        "write",
        get_args(PublishedPolicy),
        "write",
    ),
    "title_searches": Description(
        "How many titles `verify` may search for at Crossref and DataCite, where nothing else settles them.",
        20,
        default=20,
    ),
    "dois": Description(
        "Which works mentioned by DOI belong in the library: those cited as keys or listed as items, all, or none.",
        "cited",
        get_args(DoiPolicy),
        "cited",
    ),
    "code_field": Description(
        "Where the link to the code goes; `software` makes an entry of its own.", "code", get_args(CodeField), "code"
    ),
    "code_links": Description("How many code links are written, if the field can hold several.", 1, default=1),
    "code_from": Description(
        "Where to look for code links. `huggingface` makes one request per paper.",
        ["record", "source", "tables"],
        ORIGINS,
        list(DEFAULT_ORIGINS),
    ),
    "select": Description(
        "The rules to apply, instead of those that are on by default; `ALL` selects every rule.",
        ["missing-paper", "broken-entry"],
        _RULES,
    ),
    "extend-select": Description("Rules to apply in addition to the selected ones.", ["missing-field"], _RULES, []),
    "ignore": Description("Rules to leave out.", ["duplicate-work"], _RULES, []),
    "per-file-ignores": Description(
        "Rules that are ignored in files that match a glob; a leading `!` negates the glob.",
        {"old/*.bib": ["ALL"]},
        _RULES,
        {},
    ),
    "level": Description(
        "The level of a rule. An `error` makes a check fail.",
        {"bare-number": "error"},
        ("error", "warning", "note"),
        {},
    ),
    "offline": Description("Whether bibtools works without network requests.", False, default=False),
    "timeout": Description(
        "The time limit for all requests of a run, in seconds. Default: none; 20 in the hook `bibtools-sync`.", 20
    ),
    "mailto": Description("An email address to send to services, if you like.", "you@example.org"),
    "services": Description(
        "A table for each service with its `url`, its `interval` and, where it takes one, its `key`. "
        "In a repository's file, it applies only if you trust the repository.",
        {"arxiv": {"url": "https://export.arxiv.org", "interval": 3.0}},
        default={},
    ),
    "cache_dir": Description(
        "The folder of the cache. In a repository's file, it applies only if you trust the repository. "
        "Default: the system's cache folder.",
        "cache",
    ),
    "index": Description(
        "The file of the local index. In a repository's file, it applies only if you trust the repository. "
        "Default: in the cache.",
        "index.sqlite3",
    ),
    "trust": Description(
        "The repositories whose `services`, `index` and `cache_dir` settings you trust.",
        ["/home/you/paper", "/home/you/work/*"],
    ),
    "libraries": Description(
        "Your own libraries; `sync` copies cited entries from them.", ["~/library.bib"], default=[]
    ),
    "links_private": Description(
        "Hosts in your own network that links may point to.", ["git.example.lan", "127.0.0.1:8080"]
    ),
}
SERVICE: dict[str, Description] = {
    "url": Description("The base URL: `https`, or `http` on this machine.", "https://export.arxiv.org"),
    "interval": Description("Seconds between two requests; of a public service, no fewer than its terms ask for.", 3.0),
    "key": Description("Your API key; it is never printed, logged or stored.", "YOUR-KEY"),
}
PAPER: dict[str, Description] = {
    "sources": Description("The files and folders of the paper, relative to this file.", ["thesis/", "notes.md"]),
    "bib": Description("The library of the paper, relative to this file.", "thesis/references.bib"),
}
