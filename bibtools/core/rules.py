"""The rules: every kind of finding, with what it means and what to do about it."""

from __future__ import annotations

from bibtools.core.library_rules import OF_LIBRARIES
from bibtools.core.rule import ERROR, NOTE, WARNING, Level, Rule

__all__ = ["ERROR", "NOTE", "RULES", "WARNING", "Level", "Rule"]

_ALL = (
    Rule(
        "missing-paper",
        ERROR,
        "A source names a paper that the .bib lacks.",
        "A source has the arXiv id, but no entry of the .bib, nor of another one that the paper cites from, has it.",
        "Run `bibtools sync`, which adds the entry. If the paper is there without its id, write `% bibtools: is ID` on "
        "its own line above the entry. If the id is not meant as a citation, write `bibtools: ignore` in a "
        "comment on its line.",
    ),
    Rule(
        "missing-library",
        ERROR,
        "The sources name papers, and there is no .bib.",
        "The .bib that the command line, the configuration or the sources name does not exist: it was never created, "
        "or it was renamed.",
        "Run `bibtools sync`, which creates it; or correct the name, in the configuration or in the sources.",
    ),
    Rule(
        "untracked-library",
        ERROR,
        "The .bib is not part of the commit.",
        "The file exists, but git does not track it: whoever gets this commit lacks it. Files that "
        "git ignores are left out. One in a submodule is recorded with the submodule's commit.",
        "Run `git add` on it, or let git ignore it if it is generated. In a submodule, commit it there, and run "
        "`git add` on the submodule.",
    ),
    Rule(
        "unchecked",
        ERROR,
        "One of several papers could not be checked.",
        "It is not clear which .bib it cites from, or that cannot be read; the other papers were checked.",
        "Do what the message says: name the .bib in a source, on the command line or in the configuration.",
    ),
    Rule(
        "aside",
        NOTE,
        "A source beside the paper names a paper that the .bib lacks.",
        "The source is no part of a document: no root reads this LaTeX file, or it is a README, which is mostly about "
        "the project's own paper. What it names need not be in the .bib.",
        "If it is a source of the paper, name it: on the command line, or under `sources` in the configuration.",
    ),
    Rule(
        "impossible-id",
        ERROR,
        "This cannot be an arXiv id.",
        "It looks like an id, in a source or in an entry, but its month, number or archive is impossible: 13 is no "
        "month, 00000 no number, and ids are never dated in the future. No request is made for it.",
        "Correct it; the message names the likely id, if there is one. If it is something else, "
        "write `bibtools: ignore` in a comment on its line.",
        fix="writes the one id that can be meant, where there is one; a key of an entry stays.",
        is_safe_fix=False,
    ),
    Rule(
        "bare-number",
        NOTE,
        "A bare number has the form of an arXiv id.",
        "Nothing near it says arXiv, so it may as well be a quantity, and it is ignored.",
        "If it is an id, write `arXiv:` before it, or use --bare.",
    ),
    Rule(
        "repaired-id",
        NOTE,
        "A misspelt id was corrected.",
        "A zero is missing, a digit is extra, or a letter replaces a digit, and only one id can be meant.",
        "Correct the spelling, so that other programs find it, too.",
        fix="writes the id that it was taken for; a key of an entry stays.",
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
        "An id is rejected by arXiv.",
        "It looks well-formed, but arXiv rejects it as malformed.",
        "Look for the paper by its title; the id may be of another archive.",
    ),
    Rule(
        "not-asked",
        ERROR,
        "A paper could not be looked up.",
        "The network is down, a service refuses or throttles, or this run is offline. The paper may well exist.",
        "Run the same command again later, or run `bibtools doctor`.",
    ),
    Rule(
        "code-not-asked",
        NOTE,
        "Links to code could not be looked up.",
        "The service for links between papers and code does not answer. Entries are written without them.",
        "Run `bibtools sync --fill` later, which adds the links.",
    ),
    Rule(
        "proposed-paper",
        NOTE,
        "A text without an id may be this paper's abstract or name it.",
        "With --find, abstracts and list items are searched by their words. This one has something in common "
        "with a paper, but not enough to be certain.",
        "Write `arXiv:` and the id next to it if it is that paper.",
    ),
    Rule(
        "not-searched",
        NOTE,
        "Papers without ids were not searched for.",
        "There is no index on this machine, and arXiv could not be asked, or not so often. Or the files are of a type "
        "that is not searched for words: programs, and other libraries.",
        "Run `bibtools index build` with arXiv's public snapshot, or the same command again later. In programs, write "
        "the ids.",
    ),
    Rule(
        "unread",
        ERROR,
        "A source could not be read.",
        "It is missing, or its permissions forbid it. What it cites is therefore unknown.",
        "Name another file, or fix the permissions of this one.",
    ),
    Rule(
        "skipped",
        NOTE,
        "A source was skipped.",
        "It is not a text, or a folder that cannot be listed, or it was already read under another path.",
        "There is nothing to do if you expect that; `exclude` in the configuration leaves such files out.",
    ),
    Rule(
        "absent-library",
        NOTE,
        "The .bib that is named does not exist.",
        "The sources name no paper that would have to be in it, so nothing is missing; but it may be another file that "
        "was meant, and then this paper is not what it seems.",
        "Correct the name, or make the file; `bibtools sync` makes it for the first paper that is named by its id.",
    ),
    Rule(
        "cite-other-key",
        ERROR,
        "A paper is cited under a key that no entry has.",
        "The source cites the paper by its id, or by a variant of it; the entry has another key.",
        "Cite the key that the message names.",
        fix="cites the key of the entry.",
    ),
    Rule(
        "undefined-key",
        ERROR,
        "A key is cited that no entry has.",
        "A document cites it, and none of the libraries that the document cites from has it, under this spelling: "
        "LaTeX prints a question mark there. BibTeX ignores the case of keys; biber, pandoc and Typst do not.",
        "Correct the key, or add the entry. A key that is meant otherwise goes behind `bibtools: ignore` in a comment.",
        fix="cites the one key that differs in nothing but case and punctuation, at every place.",
    ),
    Rule(
        "unchecked-keys",
        NOTE,
        "Keys were not looked for.",
        "Not everything is known that the document cites from: a library is not there, is written only by a build, is "
        "on the network or in another form, or only a run tells its name. So a key that the others lack may be there.",
        "Build or commit the library that the message names. Without one, there is nothing to do.",
        companion="undefined-key",
    ),
    Rule(
        "unused-entry",
        WARNING,
        "An entry is cited by no document.",
        "No document that cites from this .bib cites it, and no entry that is cited takes fields of it or is printed "
        "with it (`crossref`, `xdata`, `related`, …).",
        "Cite it (`\\nocite` names it for the bibliography alone), or remove it.",
        is_default=False,
    ),
    Rule(
        "unchecked-entries",
        NOTE,
        "Unused entries were not looked for.",
        "Not everything is known that documents cite: a macro makes a key, only a run tells the name of a text, a "
        "source cannot be read, or other documents may cite from this .bib.",
        "Name the folder in which all documents lie. Where a macro is the reason, there is nothing to do.",
        is_default=False,
        companion="unused-entry",
    ),
    Rule(
        "key-taken",
        WARNING,
        "The key under which a paper is cited cannot be that of its entry.",
        "It already belongs to another entry, or contains a character that BibTeX or biber does not accept.",
        "Cite the key that the message names.",
    ),
    Rule(
        "not-copied",
        WARNING,
        "An entry of your own library was not copied into the paper's.",
        "A source cites it, but it is not clear which entry is meant, or what would come of the copy: the key is there "
        "twice, or is that of another entry in the paper's .bib; or the entry is broken, or the paper has the same "
        "work under another key.",
        "Do what the message says, in your own library or in the paper.",
    ),
    Rule(
        "broken-entry",
        ERROR,
        "An entry cannot be parsed.",
        "A brace, a quote or a comma is missing, or something stands there that the program cannot read which reads "
        "this .bib, BibTeX or biber. The entry is left as it is, and so are its neighbours; its key still counts.",
        "Fix the entry at the place that the message names.",
    ),
    Rule(
        "duplicate-key",
        ERROR,
        "Two entries have the same key.",
        "BibTeX uses the first and reports an error for the second; it ignores case. biber skips the second, and tells "
        "`Foo` from `foo`.",
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
        "The .bib has an unresolved merge conflict.",
        "Lines of `<<<<<<<`, `=======` and `>>>>>>>` mean that the file contains two versions of itself.",
        "Resolve the conflict; until then nothing is written.",
    ),
    Rule(
        "duplicate-work",
        WARNING,
        "Two entries are the same work.",
        "They have the same arXiv id, DOI, or title with the same first author.",
        "Keep one, and cite it everywhere.",
        fix="makes one entry of those that are one work for certain, under the key that is cited most. It keeps every "
        "field: what the others say otherwise becomes `ALTfield`. Their keys become aliases (`ids`) where biblatex "
        "reads the library; else all sources of the work tree that cite them are mended.",
        is_safe_fix=False,
    ),
    Rule(
        "shared-id",
        WARNING,
        "Two entries have the same id under titles that differ.",
        "At most one of them is right; some programs add wrong ids to entries of papers that they do not know.",
        "Correct the id of the other one.",
    ),
    Rule(
        "id-of-another-paper",
        WARNING,
        "An entry has the id of another paper.",
        "The service's title for that id has almost nothing in common with the entry's.",
        "Correct the id; the entry was not changed.",
    ),
    Rule(
        "entry-without-id",
        WARNING,
        "An entry is a paper that the sources cite, but lacks its id.",
        "By DOI or by title and first author it is the paper, but it is protected, broken or claims to be another "
        "one, so it was not changed.",
        "Write `% bibtools: is ID` above the entry: then the offline check finds it.",
    ),
    Rule(
        "doi-in-passing",
        NOTE,
        "A source names a work by its DOI without citing it.",
        "It is not in the library. DOIs stand behind references, in acknowledgements and in links, so only what is "
        "cited as a key, or stands on the line of a list, is added.",
        'Run `bibtools add doi:…`, cite the work by its DOI, or set `dois = "all"`.',
    ),
    Rule(
        "generated-library",
        WARNING,
        "Another program generates this .bib.",
        "Zotero, Mendeley and others overwrite it with their own library: additions vanish at the next export.",
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
        "unprintable-letter",
        WARNING,
        "The paper's LaTeX does not print a letter of a name or title.",
        "LaTeX has by itself the letters of Western and Central Europe, and accents on any letter; not ơ and ư, "
        "Cyrillic, words in Greek, or Chinese. The letter that comes nearest was written instead; what has none stays.",
        "Use XeLaTeX or LuaLaTeX with fontspec, or load the encoding of fonts that has the letter, as the last one "
        "(`\\usepackage[T1]{fontenc}`, `\\usepackage[T1,T2A]{fontenc}`), and write it into the "
        "entry; or leave the entry as it is.",
    ),
    Rule(
        "formula-as-text",
        WARNING,
        "A formula of a title was written as plain text.",
        "It uses commands that its authors define for themselves, or cannot be typeset at all.",
        "Look the title up, and write into the entry what it means.",
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
        "A paper has two equally likely code links.",
        "Neither has better evidence, so none was written.",
        "Add the paper's own: `code = {…}`.",
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
        "GitHub redirects the old name to the new one until somebody else takes the old name.",
        "Run `bibtools links FILE.bib --fix`, which writes the new name.",
    ),
    Rule(
        "link-archived",
        NOTE,
        "A repository is archived.",
        "Its owner has made it read-only.",
        "The link is right. Expect no more fixes of the code.",
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
        "No reader can follow it, and bibtools does not, since links come from untrusted sources.",
        "Use the public URL. BIBTOOLS_LINKS_PRIVATE names your own hosts that may be contacted.",
    ),
    Rule(
        "link-unknown",
        NOTE,
        "A link could not be checked.",
        "The host is unreachable, throttles or refuses. That says nothing about the link.",
        "Run the same command again later.",
    ),
    Rule(
        "published-since",
        NOTE,
        "A preprint that is cited has been published.",
        "An index of published works on this machine makes it certain; the message names the gate and the source.",
        'Run `bibtools upgrade` on the .bib, or set `published = "write"` for new papers.',
    ),
    Rule(
        "another-work",
        ERROR,
        "An entry is another work's in part: its identifier or its authors.",
        "It was compared with the record that the message names, by `bibtools verify`. The identifier leads to a work "
        "of another title or to none at all, or the work of this title has other authors.",
        "Look at both. Correct the identifier or the authors, or cite the work that is meant.",
    ),
    Rule(
        "differing-field",
        WARNING,
        "A field says something else than the sources.",
        "The work was found by `bibtools verify`, and the record that the message names has another year, venue, word "
        "of the title or number of authors; or a venue whose papers of that year are all known has none of this title.",
        "Look at the record, and correct the field if it is wrong. Two versions of a work may well differ.",
    ),
    *OF_LIBRARIES,
)
RULES = {rule.name: rule for rule in _ALL}
