"""The rules: every kind of finding, with what it means and what to do about it."""

from __future__ import annotations

from typing import NamedTuple

ERROR, WARNING, NOTE = "error", "warning", "note"


class Rule(NamedTuple):
    """A rule: its name, level, one-line summary, rationale, and remedy."""

    name: str
    level: str
    summary: str
    meaning: str
    advice: str


_ALL = (
    Rule(
        "missing-paper",
        ERROR,
        "A source names a paper that the .bib lacks.",
        "The arXiv id stands in a source, and no entry of the .bib, nor of another one that the paper cites from, has "
        "it.",
        "Run `bibtools sync`, which adds the entry. If the paper is there without its id, write `% bibtools: is ID` on "
        "a line of its own above the entry. If the id is not meant as a citation, write `bibtools: ignore` in a "
        "comment on its line.",
    ),
    Rule(
        "missing-library",
        ERROR,
        "The sources name papers, and there is no .bib.",
        "The .bib that the command line, the configuration or the sources name does not exist: it was never made, or "
        "it was renamed.",
        "Run `bibtools sync`, which makes it; or correct the name, in the configuration or where the sources say it.",
    ),
    Rule(
        "untracked-library",
        ERROR,
        "The .bib is not part of the commit.",
        "The file is there, and git does not track it: whoever gets this commit lacks it. Only the hooks look for "
        "that, and not for files that git is told to ignore.",
        "Run `git add` on it, or ignore it if it is made from something else.",
    ),
    Rule(
        "impossible-id",
        ERROR,
        "This can be no arXiv id.",
        "It looks like an id, but its month, its number or its archive cannot be: 13 is no month, 00000 no number, and "
        "nothing is dated in the future. No service is asked about it.",
        "Correct it; where one is likely, the message names the id that may have been meant. If it is something else, "
        "write `bibtools: ignore` in a comment on its line.",
    ),
    Rule(
        "bare-number",
        NOTE,
        "A bare number has the form of an arXiv id.",
        "Nothing near it says arXiv, so it may as well be a quantity, and it is left alone.",
        "If it is an id, write `arXiv:` in front of it, or use --bare.",
    ),
    Rule(
        "repaired-id",
        NOTE,
        "An id was misspelt in a way that leaves no doubt.",
        "A zero is missing, a digit too many or a letter stands for a digit, and only one id can be meant.",
        "Correct the spelling, so that other programs find it, too.",
    ),
    Rule(
        "nonexistent-id",
        ERROR,
        "No such paper exists.",
        "The id is well-formed, but two services that should know the paper do not.",
        "Look for the paper by its title; a digit may be wrong.",
    ),
    Rule(
        "rejected-id",
        ERROR,
        "This is no id, says arXiv.",
        "It is well-formed as far as anybody can tell, but arXiv rejects it as malformed.",
        "Look for the paper by its title; the id may be of another archive.",
    ),
    Rule(
        "not-asked",
        ERROR,
        "Nobody could be asked about a paper.",
        "The network is down, a service refuses or throttles, or this run is offline. That says nothing of the paper.",
        "Run the same command again later, or see what `bibtools doctor` says.",
    ),
    Rule(
        "code-not-asked",
        NOTE,
        "Nobody could be asked about links to code.",
        "The service that knows links to the code of papers does not answer. Entries are written without such a link.",
        "Run `bibtools sync --fill` later, which adds the links.",
    ),
    Rule(
        "proposed-paper",
        NOTE,
        "A text without an id may be this paper's abstract or name it.",
        "With --find, abstracts and items of lists are looked for by their words. This one has something in common "
        "with a paper, though not enough to be taken for it.",
        "Write `arXiv:` and the id beside it if it is that paper.",
    ),
    Rule(
        "not-searched",
        NOTE,
        "Papers without ids were not looked for.",
        "There is no index on this machine, and arXiv could not be asked, or not so often. Or the files are of a kind "
        "in which nobody looks for words: programs, and other libraries.",
        "Run `bibtools index build` with arXiv's public snapshot, or the same command again later. In programs, write "
        "the ids.",
    ),
    Rule(
        "unread",
        ERROR,
        "A source could not be read.",
        "It is missing, or its permissions forbid it. What it names is unknown, so nothing can be said of it.",
        "Name another file, or give yourself the permission to read this one.",
    ),
    Rule(
        "skipped",
        NOTE,
        "A source was passed over.",
        "It is no text, or a folder that cannot be listed, or it was read already by another path.",
        "Nothing, if that is as you expect.",
    ),
    Rule(
        "cite-other-key",
        ERROR,
        "A paper is cited under a key that no entry has.",
        "The source cites the paper by its id, or in another spelling of it; the entry has another key.",
        "Cite the key that the message names.",
    ),
    Rule(
        "key-taken",
        WARNING,
        "The key under which a paper is cited cannot be that of its entry.",
        "It belongs to another entry already, or holds a character that BibTeX or biber does not take.",
        "Cite the key that the message names.",
    ),
    Rule(
        "broken-entry",
        ERROR,
        "An entry cannot be understood.",
        "A brace, a quote or a comma is missing. The entry is left alone, and so are its neighbours; its key still "
        "counts.",
        "Mend the entry at the place that the message names.",
    ),
    Rule(
        "duplicate-key",
        ERROR,
        "Two entries have the same key.",
        "BibTeX takes the first and reports an error for the second; it ignores case.",
        "Give one of them another key, or remove it if both are the same work.",
    ),
    Rule(
        "disputed-entry",
        WARNING,
        "BibTeX reads an entry here, biber does not.",
        "For BibTeX, neither a percent sign nor @comment hides an entry.",
        "Remove the entry, or put it outside of the comment.",
    ),
    Rule(
        "conflict-marker",
        ERROR,
        "A merge conflict is left in the .bib.",
        "Lines of `<<<<<<<`, `=======` and `>>>>>>>` mean that two versions of the file stand in it side by side.",
        "Resolve the conflict; until then nothing is written.",
    ),
    Rule(
        "duplicate-work",
        WARNING,
        "Two entries are the same work.",
        "They have the same arXiv id, DOI, or title with the same first author.",
        "Keep one, and cite it everywhere.",
    ),
    Rule(
        "shared-id",
        WARNING,
        "Two entries have the same id under titles that differ.",
        "At most one of them is right; some programs write a wrong id into entries of papers that they do not know.",
        "Correct the id of the other one.",
    ),
    Rule(
        "id-of-another-paper",
        WARNING,
        "An entry has the id of another paper.",
        "The service's title for that id has next to nothing in common with the entry's.",
        "Correct the id; the entry was not changed.",
    ),
    Rule(
        "entry-without-id",
        WARNING,
        "An entry is a paper that the sources name, but does not say so.",
        "By DOI or by title and first author it is the paper, but it is protected, broken or says that it is another "
        "one, so it was not changed.",
        "Write `% bibtools: is ID` above the entry: then the offline check finds it.",
    ),
    Rule(
        "generated-library",
        WARNING,
        "A program writes this .bib anew.",
        "Zotero, Mendeley and others export their own library over it: what is added here vanishes at the next export.",
        "Keep new papers in a second .bib (`--bib more.bib`), and name both in the paper.",
    ),
    Rule(
        "unprinted-id",
        NOTE,
        "The paper's style prints no identifier for this entry.",
        "Some BibTeX styles read neither `eprint` nor `url`; the reader then cannot find the preprint.",
        "Add `howpublished = {arXiv:ID}`, or use a style that prints `eprint`.",
    ),
    Rule(
        "withdrawn",
        WARNING,
        "A paper was withdrawn by its authors.",
        "Its comment says so. It may still be the right thing to cite, but rarely for its results.",
        "Read the comment, and decide.",
    ),
    Rule(
        "code-unclear",
        NOTE,
        "A paper has two links to code that are alike.",
        "Neither has better evidence than the other, so none was written.",
        "Add the one that is the paper's own: `code = {…}`.",
    ),
    Rule(
        "code-proposed",
        NOTE,
        "A paper may have its code at an address that nobody vouches for.",
        "A table or a service connects the two, but neither the authors nor a second source does.",
        "Add `code = {…}` if it is the authors' own.",
    ),
    Rule(
        "link-gone",
        WARNING,
        "There is nothing at a link any more.",
        "The host says so: 404, 410 or 451. Such an answer may pass.",
        "Look again another day. For code, Software Heritage may have a copy.",
    ),
    Rule(
        "link-renamed",
        WARNING,
        "A repository has another name now.",
        "GitHub leads from the old name to the new one until somebody else takes the old name.",
        "Run `bibtools links FILE.bib --fix`, which writes the new name.",
    ),
    Rule("link-archived", NOTE, "A repository is archived.", "Its owner has made it read-only.", "Nothing; know it."),
    Rule(
        "link-empty",
        WARNING,
        "A repository is empty.",
        "Authors often announce code before it is there.",
        "Ask the authors, or leave the link out.",
    ),
    Rule(
        "link-private",
        WARNING,
        "A link leads into a private network.",
        "No reader can follow it, and bibtools does not, since links come from strangers.",
        "Give the public address. BIBTOOLS_LINKS_PRIVATE names hosts of yours that may be asked.",
    ),
    Rule(
        "link-unknown",
        NOTE,
        "It could not be told what a link leads to.",
        "The host could not be reached, throttles or refuses. That says nothing of the link.",
        "Run the same command again later.",
    ),
)
RULES = {rule.name: rule for rule in _ALL}
