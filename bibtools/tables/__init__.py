"""Tables: links between papers and their code that others have gathered, kept on this machine.

They are not part of the package (their licences ask for attribution or more), so the user downloads them once; then
they answer without a request.
"""

from __future__ import annotations

from bibtools.tables.store import Held as Held
from bibtools.tables.store import Tables as Tables
from bibtools.tables.store import fill as fill
from bibtools.tables.table import TABLES as TABLES
from bibtools.tables.table import Table as Table
