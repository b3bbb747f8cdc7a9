"""The documentation as Sphinx builds it: pages that are made of the program's own tables are written first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import generated  # noqa: E402 - beside this file

import bibtools  # noqa: E402 - above it

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

project = "bibtools"
author = "the bibtools contributors"
copyright = f"2026, {author}"  # noqa: A001 - the name that Sphinx reads
version = release = bibtools.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click", "sphinx_copybutton"]
exclude_patterns = ["_generated", "_build"]
default_role = "code"  # of single backticks, as docstrings have them
smartquotes_action = "qe"  # no dashes: `--check` in the text of a help is an option
html_theme = "furo"
html_title = f"bibtools {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_extra_path = ["_generated/site"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True, "top_of_page_buttons": []}
pygments_style = "github-light"  # each colour has the contrast that WCAG asks for
pygments_dark_style = "github-dark"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing_in_included"]

copybutton_prompt_text = "$ "
copybutton_only_copy_prompt_lines = True
copybutton_copy_empty_lines = False

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88
nitpicky = True
linkcheck_ignore = ["https?://.*"]  # CI has no network: only what leads to other pages and files is looked at


def _named_elsewhere(app: Sphinx, env: BuildEnvironment, node: pending_xref, shown: Element) -> Element | None:
    """Lead the name of a public class to where it is documented; what is not public is shown without a link."""
    target = str(node.get("reftarget", ""))
    name = target.rpartition(".")[2]
    if node.get("refdomain") != "py":
        return None
    if name in bibtools.__all__ and target != f"bibtools.{name}":
        domain = env.get_domain("py")
        source = str(node.get("refdoc", ""))
        return domain.resolve_xref(env, source, app.builder, "obj", f"bibtools.{name}", node, shown)
    return shown


def setup(app: Sphinx) -> None:
    """Write the generated pages before Sphinx looks for its sources."""
    generated.write(HERE)
    app.connect("missing-reference", _named_elsewhere)
