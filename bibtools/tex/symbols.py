"""Signs beyond ASCII that are no letters, and Greek letters, as LaTeX prints them in a text."""

from __future__ import annotations

import unicodedata

SYMBOLS = {
    "–": "--", "—": "---", "―": "---", "‐": "-", "‑": "-", "−": "$-$", "…": r"\ldots{}", "‘": "`", "’": "'", "‚": ",",
    "“": "``", "”": "''", "„": ",,", "«": r"{\guillemotleft}", "»": r"{\guillemotright}", "§": r"{\S}", "¶": r"{\P}",
    "©": r"{\copyright}", "£": r"{\pounds}", "°": r"{$^\circ$}", "·": r"{$\cdot$}", "×": r"{$\times$}", "±": r"{$\pm$}",
    "→": r"{$\rightarrow$}", "←": r"{$\leftarrow$}", "↔": r"{$\leftrightarrow$}", "≤": r"{$\leq$}", "≥": r"{$\geq$}",
    "≈": r"{$\approx$}", "≠": r"{$\neq$}", "∞": r"{$\infty$}", "∼": r"{$\sim$}", "∈": r"{$\in$}", "√": r"{$\surd$}",
    "²": r"{$^2$}", "³": r"{$^3$}", "¹": r"{$^1$}", "⁺": r"{$^+$}", "⁻": r"{$^-$}", "′": r"{$'$}", "†": r"{\dag}",
    "¿": r"{?`}", "¡": r"{!`}", "™": r"{\texttrademark}", "®": r"{\textregistered}", "€": r"{\texteuro}",
    "‒": "--", "‡": r"{\ddag}", "•": r"{\textbullet}", "‰": r"{\textperthousand}", "¢": r"{\textcent}",
    "¥": r"{\textyen}",
    "ª": r"{\textordfeminine}", "º": r"{\textordmasculine}", "¬": r"{\textlnot}", "¦": r"{\textbrokenbar}",
    "¼": r"{\textonequarter}", "½": r"{\textonehalf}", "¾": r"{\textthreequarters}", "÷": r"{\textdiv}",
    "‹": r"{\guilsinglleft}", "›": r"{\guilsinglright}", "№": r"{\textnumero}", "℃": r"{\textcelsius}",
    "‖": r"{$\Vert$}", "µ": r"{$\mu$}", "ϵ": r"{$\epsilon$}", "ϕ": r"{$\phi$}", "″": r"{$''$}", "☆": r"{$\star$}",
    "⟶": r"{$\longrightarrow$}", "▪": r"{$\blacksquare$}",
    "ℓ": r"{$\ell$}", "∂": r"{$\partial$}", "∇": r"{$\nabla$}", "★": r"{$\star$}", "⋆": r"{$\star$}", "∗": r"{$\ast$}",
}  # fmt: skip
# Signs that OT1 has no command for, by those of formulas that look like them.
OF_T1 = {"«": r"{$\ll$}", "»": r"{$\gg$}", "‹": r"{$<$}", "›": r"{$>$}"}
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ",
        """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi
        omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega""".split(),
        strict=True,
    )
)
SPECIAL = {
    "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}",
    "\\": r"{\textbackslash}", "{": "", "}": "", "<": r"{\textless}", ">": r"{\textgreater}", "|": r"{\textbar}",
}  # fmt: skip

_RAISED = {"<super>": "^", "<sub>": "_"}


def scripted(char: str) -> str | None:
    """Return the form of an index or exponent: "ⁿ", "₂"; None of anything else."""
    kind, _, code = unicodedata.decomposition(char).partition(" ") if len(char) == 1 else ("", "", "")
    base = chr(int(code, 16)) if kind in _RAISED and " " not in code else ""
    base = "-" if base == "−" else base
    return f"{{${_RAISED[kind]}{base}$}}" if base.isascii() and base.isprintable() and base else None
