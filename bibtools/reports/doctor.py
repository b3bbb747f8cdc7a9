"""What `doctor` found, as text."""

from __future__ import annotations

from bibtools.app.doctor import Diagnosis, DoctorOutcome
from bibtools.core.text import printable
from bibtools.network.answer import FOUND
from bibtools.reports import index
from bibtools.reports.cache import held


def examined(outcome: DoctorOutcome) -> str:
    """Return everything that was found, in five parts."""
    parts = {
        "versions": [f"{name:<17}{version}" for name, version in outcome.versions.items()],
        "services": [line for each in outcome.services for line in _service(each)],
        "cache": held(outcome.cache),
        "index": index.held(outcome.index_path, outcome.index),
        "configuration": [
            f"{name:<35}{_value(setting.value):<32}  {printable(setting.origin)}"
            for name, setting in outcome.settings.items()
        ],
    }
    return "\n".join(
        "".join(f"{line}\n" for line in [f"{title}:", *(f"  {line}" for line in lines)])
        for title, lines in parts.items()
    )


def _service(each: Diagnosis) -> list[str]:
    took = f" in {each.seconds:.2f} s" if each.seconds is not None else ""
    status = f"answers{took}" if each.status == FOUND else f"{each.status}: {printable(each.reason)}"
    quota = [f"{'':<17}{name}: {printable(value)}" for name, value in each.quota]
    return [f"{each.name:<17}{printable(each.url):<36}{status}", *quota]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        value = ", ".join(map(str, value))
    return "-" if value is None or value in ("", (), {}, frozenset()) else printable(str(value))
