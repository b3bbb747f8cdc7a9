"""The rules of a library by itself: entries that are broken, duplicated or misread. `core.rules` lists all rules."""

from __future__ import annotations

from bibtools.core.rule import ERROR, WARNING, Rule

OF_LIBRARIES = (
    Rule(
        "broken-entry",
        ERROR,
        "An entry cannot be parsed.",
        "A brace, a quote or a comma is missing, or BibTeX or biber, whichever reads this .bib, cannot read "
        "something in it. The entry and its neighbours stay as they are; its key still counts.",
        "Fix the entry at the position in the message.",
    ),
    Rule(
        "duplicate-key",
        ERROR,
        "Two entries have the same key.",
        "BibTeX, which ignores case, uses the first and reports an error for the second. biber skips the second, and "
        "treats `Foo` and `foo` as different keys.",
        "Give one of them another key, or remove it if both are the same work.",
    ),
    Rule(
        "disputed-entry",
        WARNING,
        "BibTeX reads an entry here, biber does not.",
        "For BibTeX, neither a percent sign nor @comment hides an entry.",
        "Remove the entry, or move it out of the comment.",
    ),
    Rule(
        "duplicate-work",
        WARNING,
        "Two entries are the same work.",
        "They have the same arXiv id, the same DOI, or the same title and first author.",
        "Keep one, and cite it everywhere.",
        fix=(
            "merges entries that are certainly the same work, under the key that is cited most. Every field is kept; a "
            "value that differs becomes `ALTfield`. The other keys become aliases (`ids`) if biblatex reads the "
            "library; otherwise the citations in all sources of the work tree are updated."
        ),
        is_safe_fix=False,
    ),
    Rule(
        "shared-id",
        WARNING,
        "Two entries with different titles have the same id.",
        "At most one of them is right. Some programs add wrong ids to papers that they do not know.",
        "Correct the id of the other one.",
    ),
    Rule(
        "unreadable-key",
        ERROR,
        "The key of an entry cannot be read by biber.",
        'BibTeX accepts almost every character in a key. biber accepts none of " # % ( ) = { }, and apostrophes and '
        "backslashes hardly ever: one such key is enough, and it makes no bibliography at all.",
        "Give the entry another key, and cite that.",
    ),
    Rule(
        "stray-at",
        ERROR,
        "An @ outside of the entries is read as the start of one.",
        "Text between entries is ignored, but an @ in it is not, as in an email address: BibTeX looks for an entry "
        "there, complains, and may skip the next one.",
        "Remove the @, or write `(at)`.",
    ),
    Rule(
        "swallowed-entry",
        WARNING,
        "An entry is inside a value of another one.",
        "A closing brace is missing before it, and there is one too many after it. The braces balance, so no program "
        "complains, but the entry does not exist.",
        "Close the value before the entry in the message.",
    ),
    Rule(
        "undefined-macro",
        WARNING,
        "A value is the name of an undefined macro.",
        "A value without braces or quotes is a number or a macro. Neither the .bib nor the style defines this one, "
        "so the field stays empty.",
        "Put braces around the value, or define the macro before the entry: `@string{name = {…}}`.",
        fix="puts braces around the name, which makes it text.",
        is_safe_fix=False,
    ),
    Rule(
        "alias-clash",
        WARNING,
        "An alias of an entry is already taken.",
        "The field `ids` gives an entry further keys. biber skips one that is the key or an alias of another entry, "
        "so citing it cites that entry.",
        "Remove it from `ids`, or give one of the two another key.",
    ),
    Rule(
        "byte-order-mark",
        WARNING,
        "There is a byte order mark in the middle of the .bib.",
        "It comes from joining files, and is invisible. Before an entry, biber complains about it; in a key or a "
        "field name it is one of the characters, so nothing finds them.",
        "Delete the character at the position in the message.",
        fix="deletes the mark.",
    ),
    Rule(
        "escaped-identifier",
        WARNING,
        "An identifier contains a backslash.",
        "An escaped underscore is right in text, but biblatex uses URLs and identifiers as they are: the backslash "
        "is printed, and becomes part of the link.",
        "Write the underscore without the backslash.",
        fix="removes the backslash before an underscore.",
    ),
    Rule(
        "markup-in-title",
        WARNING,
        "A title contains HTML or MathML markup.",
        "Catalogues leave tags (`<i>`) and entities (`&amp;`) in titles; TeX prints them literally.",
        "Replace the markup by the characters that are meant; indices and exponents become formulas.",
        is_default=False,
        fix="replaces the markup by its TeX equivalent.",
    ),
    Rule(
        "unprotected-capital",
        WARNING,
        "Most styles lowercase capitals in this title.",
        "BibTeX styles write titles in sentence case, except for what is in braces: acronyms and names lose their "
        "capitals.",
        "Put braces around the word.",
        is_default=False,
        fix="puts braces around acronyms, names and words with inner capitals.",
        is_safe_fix=False,
    ),
    Rule(
        "doi-spelling",
        WARNING,
        "A `doi` field holds more than the DOI.",
        "Styles turn the field `doi` into a URL. If it already is one, or has a prefix or an escape, the link leads "
        "nowhere.",
        "Write the DOI only: `10.1000/182`.",
        is_default=False,
        fix="reduces the field to the DOI.",
    ),
    Rule(
        "url-spelling",
        WARNING,
        "A `url` field holds more than the URL.",
        "Styles put the URL into `\\url` themselves; escapes inside it are printed and become part of the link.",
        "Write the URL only, without `\\url` and backslashes.",
        is_default=False,
        fix="reduces the field to the URL.",
    ),
    Rule(
        "page-dash",
        WARNING,
        "A page range does not use two hyphens.",
        "A single hyphen is printed as it is (`12-34`), and not every program prints a Unicode dash; styles expect "
        "`12--34`.",
        "Write two hyphens.",
        is_default=False,
        fix="writes two hyphens between the pages of a range; what may be a number with a hyphen stays.",
    ),
    Rule(
        "unescaped-sign",
        WARNING,
        "A field contains an unescaped special character.",
        "An `&` ends a cell of a table, `_` and `^` belong to formulas, `#` is a parameter, `%` hides the rest of the "
        "line, and a lone `$` opens a formula. BibTeX and biber pass them on, and LaTeX stops in the bibliography "
        'with "Misplaced alignment tab" or "Missing $ inserted", wherever the entry is cited.',
        "Put a backslash before the character, a URL into `\\url{…}`, and a formula between dollars.",
        is_default=False,
        fix="puts a backslash before each of these characters.",
    ),
    Rule(
        "missing-field",
        WARNING,
        "An entry lacks a field that its type requires.",
        'The required fields are those of "BibTeXing", section 3.1, and of "The biblatex Package", section 2.1.1. '
        "Without them, styles complain or print less than readers expect.",
        "Add the field, or choose another type.",
        is_default=False,
    ),
)
