"""The public names of the package, each with the module that it comes from.

What `import bibtools` gives is here and, for type checkers, in `bibtools/__init__.pyi`; a test compares the two.
"""

from __future__ import annotations

from importlib import import_module

MODULES = {
    "Added": "bibliography.editing.plan",
    "BibtoolsError": "core.errors",
    "CannotError": "core.errors",
    "CheckOutcome": "app.check_outcome",
    "CodeLink": "records.record",
    "Config": "config.configuration",
    "ConfigError": "core.errors",
    "Difference": "matching.difference",
    "Edit": "core.text",
    "Entry": "bibliography.entries.entry",
    "ExitCode": "core.errors",
    "Field": "bibliography.library.blocks",
    "FindOutcome": "app.find",
    "Finding": "core.finding",
    "FoundPaper": "app.find",
    "Gathered": "app.gather",
    "Identifier": "identifiers.identifier",
    "Library": "bibliography.library.blocks",
    "LibraryEntry": "bibliography.library.library_entry",
    "Match": "matching.match",
    "Mention": "sources.mention",
    "Name": "tex.names",
    "Plan": "bibliography.editing.plan",
    "Position": "core.text",
    "Positions": "core.positions",
    "Present": "bibliography.editing.plan",
    "ProofError": "core.errors",
    "RULES": "core.rules",
    "ReadError": "core.errors",
    "Record": "records.record",
    "Resolution": "providers.resolution",
    "Rule": "core.rules",
    "Scan": "sources.mention",
    "Span": "core.text",
    "Suspect": "sources.mention",
    "Unread": "files.exact_text",
    "Updated": "bibliography.editing.plan",
    "UsageError": "core.errors",
    "Utf16Position": "core.positions",
    "VerifiedEntry": "app.verify_outcome",
    "VerifyOutcome": "app.verify_outcome",
    "WriteError": "core.errors",
    "apply": "app.api_library",
    "build_entry": "app.api_library",
    "check": "app.api",
    "check_papers": "app.api",
    "details": "records.record_summary",
    "diff": "bibliography.editing.unified_diff",
    "find": "app.api",
    "missing": "app.api_library",
    "parse_library": "app.api_library",
    "plan_merge": "app.api_library",
    "read_config": "app.wiring",
    "read_library": "app.api_library",
    "resolve": "app.api",
    "scan": "app.api",
    "scan_text": "app.api",
    "summary": "records.record_summary",
    "verify": "app.api",
    "works": "app.api_library",
    "write": "app.api_library",
}
NAMES = sorted((*MODULES, "__version__"))


def value_of(name: str) -> object:
    """Return the object of a public name; raises AttributeError for an unknown one."""
    if name == "__all__":
        return NAMES
    if name not in MODULES:
        raise AttributeError(f"module 'bibtools' has no attribute {name!r}", name=name, obj=import_module("bibtools"))
    return getattr(import_module(f"bibtools.{MODULES[name]}"), name)
