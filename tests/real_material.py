"""Where real libraries, records and sources lie beside a checkout; the tests that read them skip where they are not."""

from __future__ import annotations

from pathlib import Path

MATERIAL = Path(__file__).parents[2] / "shared" / "data"
