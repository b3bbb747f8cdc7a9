"""Venues: what authors' comments claim of where their paper was accepted ("Accepted by ICCV 2021, Oral")."""

from __future__ import annotations

from bibtools.venues.claim import ACCEPTED as ACCEPTED
from bibtools.venues.claim import PUBLISHED as PUBLISHED
from bibtools.venues.claim import SUBMITTED as SUBMITTED
from bibtools.venues.claim import WORKSHOP as WORKSHOP
from bibtools.venues.claim import Claim as Claim
from bibtools.venues.claim import note as note
from bibtools.venues.reading import claim as claim
