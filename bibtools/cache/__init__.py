"""The cache: what services said, in SQLite files of one folder that all processes of a user share."""

from __future__ import annotations

from bibtools.cache.records import Cache as Cache
from bibtools.cache.records import Contents as Contents
from bibtools.cache.records import Holding as Holding
from bibtools.cache.records import Remembered as Remembered
from bibtools.cache.records import contents as contents
from bibtools.cache.visits import Visits as Visits
