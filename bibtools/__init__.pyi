# The public names for type checkers, which do not read the table in app/public_names.py; a test compares the two.

from bibtools.app.api import check, check_papers, find, resolve, scan, scan_text, verify
from bibtools.app.api_library import apply, build_entry, missing, parse_library, plan_merge, read_library, works, write
from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.find import FindOutcome, FoundPaper
from bibtools.app.gather import Gathered
from bibtools.app.verify_outcome import VerifiedEntry, VerifyOutcome
from bibtools.app.wiring import read_config
from bibtools.bibliography.editing.plan import Added, Plan, Present, Updated
from bibtools.bibliography.editing.unified_diff import diff
from bibtools.bibliography.entries.entry import Entry
from bibtools.bibliography.library.blocks import Field, Library
from bibtools.bibliography.library.library_entry import LibraryEntry
from bibtools.config.configuration import Config
from bibtools.core.errors import (
    BibtoolsError,
    CannotError,
    ConfigError,
    ExitCode,
    ProofError,
    ReadError,
    UsageError,
    WriteError,
)
from bibtools.core.finding import Finding
from bibtools.core.positions import Positions, Utf16Position
from bibtools.core.rules import RULES, Rule
from bibtools.core.text import Edit, Position, Span
from bibtools.files.exact_text import Unread
from bibtools.identifiers.identifier import Identifier
from bibtools.matching.difference import Difference
from bibtools.matching.match import Match
from bibtools.providers.resolution import Resolution
from bibtools.records.record import CodeLink, Record
from bibtools.records.record_summary import details, summary
from bibtools.sources.mention import Mention, Scan, Suspect
from bibtools.tex.names import Name

__version__: str
__all__ = [  # noqa: RUF022 - in the order of Python's own sorting
    "Added",
    "BibtoolsError",
    "CannotError",
    "CheckOutcome",
    "CodeLink",
    "Config",
    "ConfigError",
    "Difference",
    "Edit",
    "Entry",
    "ExitCode",
    "Field",
    "FindOutcome",
    "Finding",
    "FoundPaper",
    "Gathered",
    "Identifier",
    "Library",
    "LibraryEntry",
    "Match",
    "Mention",
    "Name",
    "Plan",
    "Position",
    "Positions",
    "Present",
    "ProofError",
    "RULES",
    "ReadError",
    "Record",
    "Resolution",
    "Rule",
    "Scan",
    "Span",
    "Suspect",
    "Unread",
    "Updated",
    "UsageError",
    "Utf16Position",
    "VerifiedEntry",
    "VerifyOutcome",
    "WriteError",
    "__version__",
    "apply",
    "build_entry",
    "check",
    "check_papers",
    "details",
    "diff",
    "find",
    "missing",
    "parse_library",
    "plan_merge",
    "read_config",
    "read_library",
    "resolve",
    "scan",
    "scan_text",
    "summary",
    "verify",
    "works",
    "write",
]
