"""The page and the data set that authors name; half of the table is of others, of code, or of neither."""

from __future__ import annotations

import pytest

from bibtools.records.codelinks.ranking import links
from bibtools.records.codelinks.related_links import RelatedLinks, related

PAGE, DATA = "https://ada.github.io/looms", "https://data.example.org/looms"


@pytest.mark.parametrize(
    ("text", "project", "dataset"),
    [
        (f"Accepted at ICCV. Project page: {PAGE}", PAGE, ""),
        (f"More details at the project page: {PAGE}/.", f"{PAGE}/", ""),
        ("Our project website is https://www.example.org/looms.", "https://www.example.org/looms", ""),
        (f"Videos can be found at {PAGE}", PAGE, ""),
        (f"The dataset is available at {DATA}.", "", DATA),
        (f"Data: {DATA} . Website: {PAGE}", PAGE, DATA),
        ("The corpus can be downloaded from https://github.com/ada/corpus", "", "https://github.com/ada/corpus"),
        (
            "We release the data set at \\url{https://zenodo.org/record/1234567}",
            "",
            "https://zenodo.org/record/1234567",
        ),
        ("Project page: ada.github.io/looms", PAGE, ""),
        ("Our code is available at https://github.com/ada/looms", "", ""),
        (f"We use the dataset at {DATA}.", "", ""),
        (f"Models are trained on data available at {DATA}.", "", ""),
        (f"Workshop website: {PAGE}", "", ""),
        (f"Data and code are available at {DATA}", "", ""),
        ("Video: https://www.youtube.com/watch?v=abc", "", ""),
        ("See https://arxiv.org/abs/2106.00134", "", ""),
        (f"Project pages: {PAGE} and https://x.github.io/y", "", ""),
        ("No address at all.", "", ""),
    ],
)
def test_pages_and_data_are_told_apart_and_are_no_code(text: str, project: str, dataset: str) -> None:
    assert related(text) == RelatedLinks(project, dataset)
    assert not {project, dataset} - {""} & {link.url for link in links(text, "comment")}
