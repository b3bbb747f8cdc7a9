"""Who may know that there is arXiv: everybody else has works by their identifiers, of whatever scheme."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from syntax_trees import dotted, nodes, trees

# Folders and modules that speak of arXiv's ids, each with what for; everything else is for works of any scheme.
ARXIVS = {
    "identifiers/": "the schemes' grammar, hosts, and places in texts",
    "providers/arxiv.py": "asks arXiv",
    "providers/oai.py": "asks arXiv",
    "providers/datacite.py": "asks for arXiv's registrations",
    "providers/semanticscholar.py": "asks by arXiv id",
    "providers/inspire.py": "asks by arXiv id, too",
    "providers/crossref.py": "reads which preprint a publisher names",
    "providers/huggingface.py": "asks by arXiv id",
    "providers/bundled.py": "holds arXiv's papers",
    "providers/registry.py": "says who knows which scheme",
    "providers/raw_record.py": "arXiv's categories",
    "index/numbering.py": "numbers of arXiv ids, which the index is keyed by",
    "storage/answers.py": "ids of this month, which may be announced tomorrow, are not kept as absent",
    "storage/tables/table.py": "reads tables of arXiv ids",
    "bibliography/entries/builder.py": "builds entries of preprints",
    "bibliography/entries/published.py": "tells preprints from what is published",
    "bibliography/entries/csl_json.py": "tells preprints from what is published",
    "bibliography/library/arxiv_id.py": "reads the arXiv id of an entry",
    "bibliography/library/identity.py": "reads `% bibtools: is ID`",
    "bibliography/library/presence.py": "looks for arXiv ids without reading everything",
    "bibliography/citekey/markers.py": "the marker [arxiv] of patterns",
    "app/add.py": "looks up what is named by another key",
    "app/unprinted_ids.py": "looks for the id in fields that a style prints",
    "bibliography/entries/style_fit.py": "tries a style with a preprint",
    "app/named_works.py": "reads what the user names",
    "app/key_proposals.py": "reads keys that are arXiv ids",
    "app/find.py": "reads what the user names",
    "sources/mention.py": "suggests what a bare number may be",
    "core/rules.py": "advice, in words",
    "reports/source_text.py": "shows how a paper may be named",
    "hook/quick_scan.py": "looks for arXiv ids in bytes",
    "records/record_summary.py": "names the page of a preprint",
    "records/codelinks/link_patterns.py": "words of an abstract around a link",
    "matching/searcher.py": "asks arXiv for words",
    "matching/claimed_work.py": "tells preprints from what is published",
    "matching/bogus_identifiers.py": "a table of ids that are none",
    "matching/published_version.py": "a page that names a preprint's id",
    "index/published_record.py": "names the preprint of a work",
    "app/published_works.py": "asks for works by a preprint's id",
    "app/publishing.py": "tells preprints from what is published",
    "app/identifier_links.py": "names the pages of a preprint",
    "app/named_versions.py": "asks for works by a preprint's id",
    "app/wired_naming.py": "asks for works by a preprint's id",
    "config/descriptions.py": "describes what preprints become",
    "app/knowledge.py": "tells preprints from what is published",
    "app/known_works.py": "tells preprints from what is published",
    "cli/command_registry.py": "examples",
    "lsp/citing_edits.py": "replaces the prefix of an id, too",
    "lsp/work_addresses.py": "names the pages of a preprint",
    "bibliography/editing/preprint_note.py": "tells what a note says of a preprint",
    "bibliography/editing/recognition.py": "tells preprints from what is published",
}
# Names that must not be asked for their bare value: works are distinguished, kept and shown by scheme and value.
WORKS = re.compile(r"(?:.*\.)?(?:identifier|work|paper|ask|arxiv|doi|mention|match)(?:\.work)?")
# Where there are identifiers, `each` may well be one.
OF_WORKS = re.compile(
    r"bibtools\.(?:identifiers\b(?!\.normalization|\.doi_policy)|providers\.resolution|sources\.mention)"
)
VALUES = {  # who may ask an identifier for its value, beside those who speak of arXiv's ids
    "matching/detail_checks.py": "compares the registrants of DOIs",
    "storage/answers.py": "its columns are scheme and value",
    "hook/main.py": "ids with a slash are not looked for in bytes",
    "providers/doiorg.py": "asks by DOI",
    "providers/openalex.py": "asks by DOI",
    "app/indexed_witnesses.py": "asks by DOI",
    "app/declared_versions.py": "asks by DOI",
}


def docstrings(tree: ast.AST) -> set[int]:
    bodies = (each.body for each in nodes(tree) if isinstance(each, ast.Module | ast.ClassDef | ast.FunctionDef))
    firsts = (body[0] for body in bodies if body)
    return {id(each.value) for each in firsts if isinstance(each, ast.Expr)}


def assumed(tree: ast.AST) -> Iterator[str]:
    """Yield where a module assumes that works are arXiv's: by its scheme, its grammar, or its prefix in a text."""
    words = docstrings(tree)
    for node in nodes(tree):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name for name in names if re.search(r"\.identifiers\.arxiv\b|\.identifier\.ARXIV\b", name))
        elif isinstance(node, ast.Attribute) and dotted(node).endswith("identifier.ARXIV"):
            yield dotted(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and id(node) not in words:
            text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
            yield from [text] if re.search(r"(?i)\barxiv:|\barxiv\.org/abs/", text) else []


def bare_values(tree: ast.AST) -> Iterator[str]:
    """Yield where a module takes the value of an identifier alone, without its scheme."""
    called = {id(node.func) for node in nodes(tree) if isinstance(node, ast.Call)}
    imported = (str(node.module) for node in nodes(tree) if isinstance(node, ast.ImportFrom))
    works = {"each"} if any(map(OF_WORKS.match, imported)) else set()
    for node in nodes(tree):
        if isinstance(node, ast.Attribute) and node.attr == "value" and id(node) not in called:
            of = dotted(node.value)
            yield from [dotted(node)] if of in works or WORKS.fullmatch(of) else []


def is_allowed(name: str, *tables: dict[str, str]) -> bool:
    return any(name.startswith(each) for table in tables for each in table)


def complaints(name: str) -> Iterator[str]:
    tree = trees()[name]
    if not is_allowed(name, ARXIVS):
        yield from (f"{name} assumes arXiv: {each}" for each in assumed(tree))
    if not is_allowed(name, ARXIVS, VALUES):
        yield from (f"{name} forgets the scheme: {each}" for each in bare_values(tree))


def test_works_are_of_any_scheme() -> None:
    """Key by the identifier itself, show `str(identifier)`, and write `identifier.id`."""
    assert [each for name in trees() for each in complaints(name)] == []


def test_whoever_is_allowed_to_needs_it() -> None:
    for name in (*ARXIVS, *VALUES):
        named = [tree for path, tree in trees().items() if path.startswith(name)]
        assert any([*assumed(tree), *bare_values(tree)] for tree in named), f"{name} needs no exception any more"


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ('f"arXiv:{value} is gone"', 1),
        ('message = "see arXiv:2106.00134"', 1),
        ('url = f"https://arxiv.org/abs/{each}"', 1),
        ("from bibtools.identifiers.identifier import ARXIV, Identifier", 1),
        ("from bibtools.identifiers import arxiv", 1),
        ("from bibtools.identifiers.arxiv import parse", 1),
        ("from bibtools.identifiers import identifier\nidentifier.ARXIV", 1),
        ("keys = {mention.identifier.value: mention for mention in mentions}", 1),
        ("first.setdefault(mention.identifier.work.value, mention)", 1),
        ("known[work.value]", 1),
        ("from bibtools.providers.resolution import Resolution\nids = [each.value for each in found.nonexistent]", 1),
        ("values = [each.value for each in settings]", 0),
        ('CLAIM = rb"(?:arXiv:)"', 1),
        ('f"{work} is gone"', 0),
        ("keys = {mention.identifier.work: mention for mention in mentions}", 0),
        ('def f():\n    """Return arXiv:2106.00134."""', 0),
        ("from bibtools.identifiers.identifier import Identifier", 0),
        ("from bibtools.providers import arxiv", 0),
        ("setting.value", 0),
        ('entry.value("eprint")', 0),
        ('"bioarXiv:x"', 0),
    ],
)
def test_the_check_sees_what_is_assumed_and_nothing_else(source: str, number: int) -> None:
    tree = ast.parse(source)
    assert len([*assumed(tree), *bare_values(tree)]) == number
