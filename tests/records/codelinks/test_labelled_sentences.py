"""What is understood of sentences with links: precision and recall on cases that were labelled by hand, half traps."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_material import MATERIAL

from bibtools.records.codelinks.addresses import mended
from bibtools.records.codelinks.ranking import best, in_order, links

LABELLED = Path(__file__).with_name("labelled_sentences.tsv")
ABSTRACTS = Path(__file__).with_name("labelled_abstracts.tsv")
RECORDS = MATERIAL / "records" / "derived_cs_ml_2017_2019.jsonl.gz"


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").split("\n")[1:] if line]


def chosen(*texts: tuple[str, str]) -> tuple[str, str]:
    link = best(in_order([link for origin, text in texts for link in links(text, origin)]))
    return (link.url, {1: "owned", 2: "bare"}[link.rank]) if link else ("-", "-")


def score(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """Return precision and recall of what was found and what is right."""
    right = sum(found == label != "-" for found, label in pairs)
    return right / sum(found != "-" for found, _ in pairs), right / sum(label != "-" for _, label in pairs)


def test_links_of_labelled_sentences_are_the_papers_own() -> None:
    sample = [
        (chosen((origin, text.replace("\\n", "\n"))), (link, rank)) for origin, text, link, rank in rows(LABELLED)
    ]
    precision, recall = score([(found[0], label[0]) for found, label in sample])
    wrong = [(found, label) for found, label in sample if found != label]
    assert len(sample) >= 600
    assert sum(label == ("-", "-") for _, label in sample) > 180
    assert precision >= 0.99, wrong
    assert recall >= 0.95, wrong
    assert wrong == []


@pytest.mark.slow
@pytest.mark.skipif(not RECORDS.exists(), reason="the collection of real records is not here")
def test_links_of_real_abstracts_are_the_papers_own() -> None:
    import gzip  # where there is something to read

    labels = {each: link for each, link, _ in rows(ABSTRACTS)}
    with gzip.open(RECORDS, "rt", encoding="utf-8") as lines:
        records = {record["id"]: record for record in map(json.loads, lines) if record["id"] in labels}
    sample = [
        (chosen(("abstract", record["abstract"] or ""), ("comment", record["comments"] or ""))[0], labels[each])
        for each, record in records.items()
    ]
    precision, recall = score(sample)
    wrong = [(found, label) for found, label in sample if found != label]
    assert len(sample) == len(labels) >= 250
    assert precision >= 0.99, wrong
    assert recall >= 0.95, wrong


SENTENCES = [row[1].replace("\\n", "\n") for row in rows(LABELLED)]


def healed(text: str) -> str:
    """Return a text with what names nothing taken out: blanks, TeX's signs, the sign of a slip in a scheme."""
    return re.sub(r"[\s\\{}\u200b]", "", mended(text)).lower().replace("git@", "").replace(":", "/")


@settings(max_examples=2 * settings().max_examples)
@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES), st.sampled_from([" ", "\n", "\n\n"]))
def test_a_written_link_is_part_of_what_was_read(one: str, other: str, between: str) -> None:
    text = f"{one}{between}{other}"
    for link in links(text, "comment"):
        named = link.url.partition("://")[2].lower()
        words = [word for word in re.split(r"[/:]", named) if word not in NORMALISED]
        assert all(word in unquote(healed(text)) for word in words), link.url


NORMALISED = {"www.kaggle.com", "records", "huggingface.co", "projects", "sourceforge.net", "doi.org", "github.com"}
