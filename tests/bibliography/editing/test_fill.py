from __future__ import annotations

from datetime import date

import pytest

import bibtools

TODAY = date(2026, 11, 29)
LINK = "https://github.com/moss/caves"


def record(value: str, category: str | None = "cs.LG") -> bibtools.Record:
    return bibtools.Record(
        identifier=bibtools.Identifier("arxiv", value),
        title="Mapping Caves",
        authors=(bibtools.Name("Moss", "Ida"),),
        provider="test",
        date=date(2021, 6, 1),
        categories=(category,) if category else (),
        code=(bibtools.CodeLink(LINK, "abstract"),),
    )


def filled(text: str, *records: bibtools.Record) -> str:
    library = bibtools.parse_library(text)
    plan = bibtools.plan_merge(library, records, fill=True, today=TODAY)
    after = bibtools.apply(library, plan, today=TODAY)
    again = bibtools.parse_library(after)
    assert bibtools.plan_merge(again, records, fill=True, today=TODAY).edits == ()
    return after


ADS = """@ARTICLE{2021MNRAS.482.1417M,
       author = {{Moss}, Ida},
        title = "{Mapping Caves}",
         year = 2021,
archivePrefix = {arXiv},
       eprint = {2106.00134},+
       adsurl = {https://ui.adsabs.harvard.edu/abs/x}
}
"""
DBLP = """@article{DBLP:journals/corr/abs-2106-00134,
  author       = {Ida Moss},
  title        = {Mapping Caves},
  eprinttype    = {arXiv},
  eprint       = {2106.00134},+
  timestamp    = {Mon, 1 Jun 2021}
}
"""
SHARED = "@misc{m, title = {Mapping Caves},\n eprint = {2106.00134}, year = 2021,\n+ month = jun\n}\n"
COMMAS_FIRST = "@misc{m\n, title = {Mapping Caves}\n, eprint = {2106.00134}+\n, year = 2021\n}\n"
ON_ONE_LINE = "@misc{m, title={Mapping Caves}, eprint={2106.00134}+, year={2021}}\n"
LAST = "@misc{m,\n  title = {Mapping Caves},\n  eprint = {2106.00134},+\n}\n"
REMARK = "@misc{m,\n  title = {Mapping Caves},\n  eprint = {2106.00134}, % v2\n+  year = 2021,\n}\n"
FIRST = "@misc{m,\n  eprint     = {2106.00134},+\n  title      = {Mapping Caves},\n  shorttitle = {Caves}\n}\n"


@pytest.mark.parametrize(
    ("text", "new"),
    [
        (ADS, f"\n primaryClass = {{cs.LG}},\n         code = {{{LINK}}},"),
        (DBLP, f"\n  eprintclass  = {{cs.LG}},\n  code         = {{{LINK}}},"),
        (COMMAS_FIRST, f"\n, archivePrefix = {{arXiv}}\n, primaryClass = {{cs.LG}}\n, code = {{{LINK}}}"),
        (ON_ONE_LINE, f", archivePrefix={{arXiv}}, primaryClass={{cs.LG}}, code={{{LINK}}}"),
        (LAST, f"\n  archiveprefix = {{arXiv}},\n  primaryclass = {{cs.LG}},\n  code = {{{LINK}}},"),
        (REMARK, f"  archiveprefix = {{arXiv}},\n  primaryclass = {{cs.LG}},\n  code = {{{LINK}}},\n"),
        (SHARED, f" archiveprefix = {{arXiv}},\n primaryclass = {{cs.LG}},\n code = {{{LINK}}},\n"),
        (FIRST, f"\n  archiveprefix = {{arXiv}},\n  primaryclass = {{cs.LG}},\n  code       = {{{LINK}}},"),
    ],
)
def test_new_fields_stand_beside_the_id(text: str, new: str) -> None:
    assert filled(text.replace("+", ""), record("2106.00134")) == text.replace("+", new)


@pytest.mark.parametrize(
    ("value", "own", "category", "gained"),
    [
        ("math/0211159", "archiveprefix = {arXiv}", "math.DG", "primaryclass = {math.DG}"),
        ("math/0211159", "eprinttype = {arxiv}", "math.DG", "eprintclass = {math.DG}"),
        ("math/0211159", "eprinttype = {arxiv}", None, ""),
        ("2106.00134", "eprinttype = {arxiv}", "cs.LG", "eprintclass = {cs.LG}"),
        ("2106.00134", "archiveprefix = {arXiv}, eprintclass = {cs.CV}", "cs.LG", ""),
        ("2106.00134", "primaryclass = {cs.CV}", "cs.LG", "archiveprefix = {arXiv}"),
        ("2106.00134", "eprintclass = {cs.CV}", "cs.LG", "eprinttype = {arxiv}"),
    ],
)
def test_a_class_is_called_as_the_entry_calls_things(value: str, own: str, category: str | None, gained: str) -> None:
    entry = f"@misc{{m, title = {{Mapping Caves}}, code = {{{LINK}}}, eprint = {{{value}}}, {own}+, year = 2021}}\n"
    assert filled(entry.replace("+", ""), record(value, category)) == entry.replace("+", gained and f", {gained}")


def test_a_name_has_one_spelling_in_a_run() -> None:
    shown = "@misc{a,\n  Eprint = {2106.00131},\n  archivePrefix = {arXiv},\n  primaryClass = {cs.LG}\n}\n"
    lower = "@misc{b,\n  title = {Mapping Caves},\n  eprint = {2106.00132}\n}\n"
    upper = "@misc{c,\n  Title = {Mapping Caves},\n  Eprint = {2106.00133}\n}\n"
    text = filled(shown + lower + upper, record("2106.00132"), record("2106.00133"))
    assert (text.count("archivePrefix"), text.count("primaryClass"), text.lower().count("primaryclass")) == (3, 3, 3)
    assert len({line.split("=")[0].strip() for line in text.splitlines() if LINK in line}) == 1
