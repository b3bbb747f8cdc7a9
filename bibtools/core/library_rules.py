"""The rules of a library by itself: what BibTeX and biber stumble over. `core.rules` lists them with all others."""

from __future__ import annotations

from bibtools.core.rule import ERROR, WARNING, Rule

OF_LIBRARIES = (
    Rule(
        "unreadable-key",
        ERROR,
        "The key of an entry cannot be read by biber.",
        'BibTeX takes nearly every character in a key. biber takes none of " # % ( ) = { }, and hardly ever '
        "an apostrophe or a backslash: for one such key it makes no bibliography at all.",
        "Give the entry another key, and cite that.",
    ),
    Rule(
        "stray-at",
        ERROR,
        "An @ outside of the entries is read as the beginning of one.",
        "Text between entries is ignored, but not an @ in it, as in an email address: BibTeX looks for an entry there, "
        "complains, and may skip the one that follows.",
        "Remove the @, or write `(at)`.",
    ),
    Rule(
        "swallowed-entry",
        WARNING,
        "An entry is inside the value of another one.",
        "A closing brace is missing before it, and another one is too many behind it: the braces balance, so no "
        "program complains, and the entry does not exist.",
        "Close the value before the entry that the message names.",
    ),
    Rule(
        "undefined-macro",
        WARNING,
        "A value is the name of a macro that nobody defines.",
        "A value without braces or quotes is a number or a macro. Neither the .bib nor the style defines this one, so "
        "the field stays empty.",
        "Put braces around the value; or define the macro in front of the entry: `@string{name = {…}}`.",
        fix="puts braces around the name, so that it is a text.",
        is_safe_fix=False,
    ),
    Rule(
        "alias-clash",
        WARNING,
        "An alias of an entry is taken.",
        "The field `ids` gives an entry further keys. biber skips one that is the key or an alias of another entry: a "
        "citation of it is a citation of that one.",
        "Remove it from `ids`, or give one of the two another key.",
    ),
    Rule(
        "byte-order-mark",
        WARNING,
        "A byte order mark is in the middle of the .bib.",
        "It comes from joining files, and cannot be seen. In front of an entry biber complains of it; in a key or in "
        "the name of a field it is one of the characters, so that nobody finds these.",
        "Delete the character in front of what the message names.",
        fix="deletes the mark.",
    ),
    Rule(
        "escaped-identifier",
        WARNING,
        "An identifier has a backslash in it.",
        "An escaped underscore is right in a text, but biblatex takes addresses and identifiers as they are: the "
        "backslash is printed, and becomes part of the link.",
        "Write the underscore without the backslash.",
        fix="writes the underscore without the backslash.",
    ),
    Rule(
        "markup-in-title",
        WARNING,
        "A title has markup of HTML or MathML in it.",
        "Catalogues leave tags (`<i>`) and entities (`&amp;`) in titles; TeX prints their letters.",
        "Write the letters that are meant; indices and exponents become formulas.",
        is_default=False,
        fix="writes what the markup stands for, as TeX has it.",
    ),
    Rule(
        "unprotected-capital",
        WARNING,
        "A title has capitals that most styles write small.",
        "Styles of BibTeX write titles in sentence case, but for what is in braces: acronyms and names lose their "
        "capitals.",
        "Put braces around the word.",
        is_default=False,
        fix="puts braces around acronyms, names and words with capitals inside.",
        is_safe_fix=False,
    ),
    Rule(
        "doi-spelling",
        WARNING,
        "A DOI is not by itself.",
        "Styles make an address of the field `doi`: one that is there already, a prefix or an escape makes a link that "
        "leads nowhere.",
        "Write the DOI alone: `10.1000/182`.",
        is_default=False,
        fix="writes the DOI alone.",
    ),
    Rule(
        "url-spelling",
        WARNING,
        "An address is not by itself.",
        "Styles put the address into `\\url` themselves, in which escapes are printed and become part of the link.",
        "Write the address alone, without `\\url` and backslashes.",
        is_default=False,
        fix="writes the address alone.",
    ),
    Rule(
        "page-dash",
        WARNING,
        "A range of pages has another dash than two hyphens.",
        "One hyphen is printed as it is (`12-34`), and a dash of Unicode not by every program; styles want `12--34`.",
        "Write two hyphens.",
        is_default=False,
        fix="writes two hyphens between the pages of a range; what may be a number with a hyphen stays.",
    ),
    Rule(
        "unescaped-sign",
        WARNING,
        "A text has a sign in it that LaTeX takes for something else.",
        "An `&` ends a cell of a table, `_` and `^` belong to formulas, `#` is a parameter, `%` hides the rest of the "
        "line, and a lonely `$` opens a formula. BibTeX and biber pass them on, and LaTeX stops in the bibliography "
        'with "Misplaced alignment tab" or "Missing $ inserted", wherever the entry is cited.',
        "Put a backslash before the sign, an address into `\\url{…}`, and a formula between dollars.",
        is_default=False,
        fix="puts a backslash before each sign.",
    ),
    Rule(
        "missing-field",
        WARNING,
        "An entry lacks a field that its type requires.",
        'These are the required fields of "BibTeXing", section 3.1, and of "The biblatex Package", section 2.1.1. '
        "Styles complain of them, or print less than a reader expects.",
        "Add the field, or choose another type.",
        is_default=False,
    ),
)
