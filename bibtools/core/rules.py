"""The rules: every kind of finding, with what it means and what to do about it."""

from __future__ import annotations

from bibtools.core.library_rules import OF_LIBRARIES
from bibtools.core.rule import ERROR, NOTE, WARNING, Level, Rule

__all__ = ["ERROR", "NOTE", "RULES", "WARNING", "Level", "Rule"]

_ALL = (
    Rule(
        "missing-paper",
        ERROR,
        "A cited paper is missing from the .bib.",
        "A source cites the paper by its id, but neither the .bib nor any other library that the paper cites from "
        "has an entry for it.",
        "Run `bibtools sync` to add the entry. If there is an entry without the id, write `% bibtools: is ID` on its "
        "own line above it. If the id is not meant as a citation, write `bibtools: ignore` in a comment on its line.",
    ),
    Rule(
        "missing-library",
        ERROR,
        "The sources cite papers, but there is no .bib.",
        "The .bib named on the command line, in the configuration or in the sources does not exist: it was never "
        "created, or it was renamed.",
        "Run `bibtools sync` to create it, or correct its name in the configuration or the sources.",
    ),
    Rule(
        "untracked-library",
        ERROR,
        "The .bib is not part of the commit.",
        "The file exists, but git does not track it, so anyone who checks out this commit lacks it. Files that git "
        "ignores are not reported. A library in a submodule is recorded with the submodule's commit.",
        "Run `git add` on it, or let git ignore it if it is generated. In a submodule, commit it there, then run "
        "`git add` on the submodule.",
    ),
    Rule(
        "unchecked",
        ERROR,
        "One of several papers could not be checked.",
        "It is unclear which .bib it cites from, or that .bib cannot be read. The other papers were checked.",
        "Follow the message: name the .bib in a source, on the command line or in the configuration.",
    ),
    Rule(
        "aside",
        NOTE,
        "A source outside the paper cites a paper missing from the .bib.",
        "The source is not part of a document: no root file includes this LaTeX file, or it is a README, which is "
        "mostly about the project's own paper. What it cites need not be in the .bib.",
        "If it belongs to the paper, name it on the command line or under `sources` in the configuration.",
    ),
    Rule(
        "impossible-id",
        ERROR,
        "Not a possible arXiv id.",
        "It looks like an id, in a source or in an entry, but its month, number or archive is impossible: there is "
        "no month 13 and no number 00000, and ids are never dated in the future. No request is made for it.",
        "Correct it; the message suggests the likely id, if there is one. If it is something else, write `bibtools: "
        "ignore` in a comment on its line.",
        fix="writes the only id that can be meant, if there is just one; keys of entries stay.",
        is_safe_fix=False,
    ),
    Rule(
        "bare-number",
        NOTE,
        "A bare number looks like an arXiv id.",
        "Nothing near it mentions arXiv, so it may well be a quantity. It is ignored.",
        "If it is an id, write `arXiv:` before it, or use --bare.",
    ),
    Rule(
        "repaired-id",
        NOTE,
        "A misspelt id was corrected.",
        "A zero is missing, a digit is extra, or a letter stands for a digit, and only one id can be meant.",
        "Correct the spelling so that other programs recognise it, too.",
        fix="writes the id that was recognised; keys of entries stay.",
    ),
    Rule(
        "nonexistent-id",
        ERROR,
        "No such paper exists.",
        "The id is well-formed, but two services that should have the paper do not.",
        "Search for the paper by title; a digit may be wrong.",
    ),
    Rule(
        "rejected-id",
        ERROR,
        "This id is rejected by arXiv.",
        "It looks well-formed, but arXiv reports it as malformed.",
        "Search for the paper by title; the id may belong to another archive.",
    ),
    Rule(
        "not-asked",
        ERROR,
        "A paper could not be looked up.",
        "The network is down, a service refuses or throttles requests, or this run is offline. The paper may well "
        "exist.",
        "Run the same command again later, or run `bibtools doctor`.",
    ),
    Rule(
        "code-not-asked",
        NOTE,
        "Code links could not be looked up.",
        "The service for links between papers and code does not respond. Entries are written without them.",
        "Run `bibtools sync --fill` later to add the links.",
    ),
    Rule(
        "proposed-paper",
        NOTE,
        "A text without an id may refer to this paper.",
        "With --find, abstracts and list items are matched by their words. This one resembles a paper, but not "
        "closely enough to be certain.",
        "If it is that paper, write `arXiv:` and the id next to it.",
    ),
    Rule(
        "not-searched",
        NOTE,
        "Papers without ids were not searched for.",
        "There is no index on this machine, and arXiv could not be searched, or not often enough. Or the files are "
        "of a type that is not searched by words: programs and other libraries.",
        "Run `bibtools index build` with arXiv's public snapshot, or run the same command again later. In programs, "
        "write the ids.",
    ),
    Rule(
        "unread",
        ERROR,
        "A source could not be read.",
        "It is missing, or its permissions forbid it. What it cites is unknown.",
        "Name another file, or fix the permissions of this one.",
    ),
    Rule(
        "skipped",
        NOTE,
        "A source was skipped.",
        "It is not text, it is a folder that cannot be listed, or it was already read under another path.",
        "If you expect this, there is nothing to do; `exclude` in the configuration leaves such files out.",
    ),
    Rule(
        "absent-library",
        NOTE,
        "The .bib that a source names does not exist.",
        "No source cites a paper that would have to be in it, so nothing is missing. But if another file was meant, "
        "the wrong library was checked.",
        "Correct the name, or create the file; `bibtools sync` creates it for the first paper cited by id.",
    ),
    Rule(
        "cite-other-key",
        ERROR,
        "A paper is cited under a key that is not its entry's.",
        "The source cites the paper by its id or a variant of it, but the entry has another key.",
        "Cite the key in the message.",
        fix="cites the key of the entry.",
    ),
    Rule(
        "undefined-key",
        ERROR,
        "A cited key has no entry.",
        "A document cites the key, but no library that the document cites from has it in this spelling, so LaTeX "
        "prints a question mark. BibTeX ignores the case of keys; biber, pandoc and Typst do not.",
        "Correct the key, or add the entry. If it is not a citation, write `bibtools: ignore` in a comment on its "
        "line.",
        fix="replaces it by the only key that differs in nothing but case and punctuation, everywhere.",
    ),
    Rule(
        "unchecked-keys",
        NOTE,
        "Undefined keys were not checked.",
        "Not every library of the document is known: one does not exist, is written by the build, is on the network "
        "or in another format, or gets its name only when the document runs. A key that the others lack may be there.",
        "Build or commit the library in the message. If that is not possible, there is nothing to do.",
        companion="undefined-key",
    ),
    Rule(
        "unused-entry",
        WARNING,
        "No document cites this entry.",
        "No document that cites from this .bib cites the entry, and no cited entry inherits from it or is printed "
        "with it (`crossref`, `xdata`, `related`, …).",
        "Cite it (`\\nocite` adds it to the bibliography only), or remove it.",
        is_default=False,
    ),
    Rule(
        "unchecked-entries",
        NOTE,
        "Unused entries were not checked.",
        "Not every citation is known: a macro builds a key, the name of an included file is computed, a source "
        "cannot be read, or documents elsewhere may cite from this .bib.",
        "Name the folder that contains all documents. If a macro is the reason, there is nothing to do.",
        is_default=False,
        companion="unused-entry",
    ),
    Rule(
        "key-taken",
        WARNING,
        "The cited key cannot be the key of this entry.",
        "It belongs to another entry, or contains a character that BibTeX or biber does not accept.",
        "Cite the key in the message.",
    ),
    Rule(
        "not-copied",
        WARNING,
        "An entry was not copied from your own library.",
        "A source cites it, but it is unclear which entry is meant or what would become of the copy: the key occurs "
        "twice, or belongs to another entry in the paper's .bib; or the entry is broken, or the paper has the same "
        "work under another key.",
        "Follow the message, in your own library or in the paper's.",
    ),
    Rule(
        "conflict-marker",
        ERROR,
        "The .bib has an unresolved merge conflict.",
        "Lines of `<<<<<<<`, `=======` and `>>>>>>>` mean that the file contains two versions of itself.",
        "Resolve the conflict; nothing is written before that.",
    ),
    *OF_LIBRARIES,
    Rule(
        "id-of-another-paper",
        WARNING,
        "An entry has the id of another paper.",
        "The title of the paper with that id has almost nothing in common with the entry's title.",
        "Correct the id; the entry was not changed.",
    ),
    Rule(
        "entry-without-id",
        WARNING,
        "An entry of a cited paper lacks its id.",
        "By its DOI, or by title and first author, the entry is the paper; but it is protected, broken, or claims to "
        "be another paper, so it was not changed.",
        "Write `% bibtools: is ID` above the entry, so that the offline check finds it.",
    ),
    Rule(
        "doi-in-passing",
        NOTE,
        "A DOI is mentioned, but not cited.",
        "The work is not in the library. DOIs also occur in references, acknowledgements and links, so only those "
        "that are cited as a key or listed as an item are added.",
        'Run `bibtools add doi:…`, cite the work by its DOI, or set `dois = "all"`.',
    ),
    Rule(
        "generated-library",
        WARNING,
        "Another program generates this .bib.",
        "Zotero, Mendeley and others overwrite it with their own library, so additions vanish at the next export.",
        "Keep new papers in a second .bib (`--bib more.bib`), and name both in the paper.",
    ),
    Rule(
        "unprinted-id",
        NOTE,
        "The paper's style prints no identifier for this entry.",
        "Some BibTeX styles use neither `eprint` nor `url`; readers then cannot find the preprint.",
        "Add `howpublished = {arXiv:ID}`, or use a style that prints `eprint`.",
    ),
    Rule(
        "unprintable-letter",
        WARNING,
        "The paper's LaTeX cannot print a letter in a name or title.",
        "By itself, LaTeX has the letters of Western and Central Europe, and accents on any letter, but not ơ and ư, "
        "Cyrillic, Greek words, or Chinese. The nearest letter was written instead; a letter without one stays.",
        "Use XeLaTeX or LuaLaTeX with fontspec, or load the font encoding that has the letter last "
        "(`\\usepackage[T1]{fontenc}`, `\\usepackage[T1,T2A]{fontenc}`), and write it into the entry; or leave the "
        "entry as it is.",
    ),
    Rule(
        "formula-as-text",
        WARNING,
        "A formula in a title was written as plain text.",
        "It uses the authors' own commands, or cannot be typeset at all.",
        "Look up the title, and correct it in the entry.",
    ),
    Rule(
        "withdrawn",
        WARNING,
        "A paper was withdrawn by its authors, or retracted by its publisher.",
        "Its comment or its record says so. It may still be the right thing to cite, but rarely for its results.",
        "Read the comment or the notice, and decide.",
    ),
    Rule(
        "code-unclear",
        NOTE,
        "A paper has two equally likely code links.",
        "Neither has better evidence, so none was written.",
        "Add the right one: `code = {…}`.",
    ),
    Rule(
        "code-proposed",
        NOTE,
        "A paper may have its code at an unconfirmed URL.",
        "A table or a service connects the two, but neither the authors nor a second source does.",
        "Add `code = {…}` if it is the authors' own.",
    ),
    Rule(
        "link-gone",
        WARNING,
        "A link is dead.",
        "The host answers 404, 410 or 451. That may be temporary.",
        "Check again another day. For code, Software Heritage may have a copy.",
    ),
    Rule(
        "link-renamed",
        WARNING,
        "A repository was renamed.",
        "GitHub redirects the old name until somebody else takes it.",
        "Run `bibtools links FILE.bib --fix` to write the new name.",
    ),
    Rule(
        "link-archived",
        NOTE,
        "A repository is archived.",
        "Its owner has made it read-only.",
        "The link is right; do not expect further fixes of the code.",
    ),
    Rule(
        "link-empty",
        WARNING,
        "A repository is empty.",
        "Authors often announce code before they publish it.",
        "Ask the authors, or remove the link.",
    ),
    Rule(
        "link-private",
        WARNING,
        "A link leads into a private network.",
        "Readers cannot follow it. Since links come from untrusted sources, bibtools does not follow it either.",
        "Use the public URL. To allow hosts of your own, list them in BIBTOOLS_LINKS_PRIVATE.",
    ),
    Rule(
        "link-unknown",
        NOTE,
        "A link could not be checked.",
        "The host is unreachable, or it throttles or refuses requests. That says nothing about the link.",
        "Run the same command again later.",
    ),
    Rule(
        "published-since",
        NOTE,
        "A cited preprint has been published.",
        "An index of published works on this machine makes it certain; the message names the rule and the source.",
        'Run `bibtools upgrade` on the .bib, or set `published = "write"` for new papers.',
    ),
    Rule(
        "another-work",
        ERROR,
        "An entry mixes two works: its identifier or authors are another's.",
        "The entry was compared with the record in the message, by `bibtools verify`. The identifier leads to a work "
        "with another title or to none at all, or the work with this title has other authors.",
        "Look at both. Correct the identifier or the authors, or cite the work that is meant.",
    ),
    Rule(
        "differing-field",
        WARNING,
        "A field differs from the published record.",
        "The work was found by `bibtools verify`, but the record in the message has another year, venue, word in the "
        "title or number of authors; or the venue, whose papers of that year are all known, has none with this title.",
        "Look at the record, and correct the field if it is wrong. Two versions of a work may well differ.",
    ),
)
RULES = {rule.name: rule for rule in _ALL}
