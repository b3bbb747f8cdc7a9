"""Made-up corpora, and what a run over one wrote, for the tests."""

from __future__ import annotations

from pathlib import Path

# By ending; a third of the sources name a paper.
_TEXTS = {"tex": "{}", "md": "{}", "txt": "{}", "py": '"""{}"""'}


def write(folder: Path, sources: int) -> Path:
    """Write so many small sources, a thousand in a folder."""
    for number in range(sources):
        ending = list(_TEXTS)[number % 4]
        below = folder / f"{number // 1000:04}"
        below.mkdir(parents=True, exist_ok=True)
        said = f"Words of source {number}.\n" * (number % 7 + 1)
        if number % 3 == 0:
            said += f"See arXiv:2106.{number % 15000 + 1:05}v{number % 4 + 1}.\n"
        (below / f"{number:06}.{ending}").write_text(_TEXTS[ending].format(said), "utf-8")
    return folder


def parts(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder of results."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
