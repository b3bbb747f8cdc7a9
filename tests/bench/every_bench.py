"""The registry of benches, in the order in which they run."""

from __future__ import annotations

from bench import (
    build_and_search_index,
    build_published_index,
    corpus_on_dask,
    hook_against_nothing,
    large_libraries,
    lsp_against_echo,
    read_and_remember_answers,
    reading_libraries,
    scanning_dense_texts,
    scanning_texts,
    start,
    upgrade_preprints,
)
from bench.contract import Bench

BENCHES = (
    Bench("start", start.measure, (1,), (1,), runs=15),
    Bench("hook", hook_against_nothing.measure, (300, 10_000), (100,), runs=9),
    Bench("libraries", large_libraries.measure, (1_000, 10_000, 100_000), (300,), peers=large_libraries.PEERS),
    Bench("reading", reading_libraries.measure, (1_000, 10_000, 100_000), (300,), peers=("bibtexparser",)),
    Bench("scan", scanning_texts.measure, (10, 50, 200), (1,), runs=3, peers=scanning_texts.PEERS),
    Bench("dense", scanning_dense_texts.measure, (50_000, 400_000), (2_000,), runs=3),
    Bench("answers", read_and_remember_answers.measure, (1_000,), (100,)),
    Bench("upgrade", upgrade_preprints.measure, (300, 1_000), (50,)),
    Bench("index", build_and_search_index.measure, (20_000, 100_000), (2_000,), runs=3),
    Bench("published", build_published_index.measure, (60_000,), (2_000,), runs=3),
    Bench("corpus", corpus_on_dask.measure, (10_000, 100_000), (500,), needs=("distributed",)),
    Bench("lsp", lsp_against_echo.measure, (300, 3_000, 10_000), (100,), runs=15, needs=("pygls",)),
)
