from __future__ import annotations

import pytest

from bibtools.transport.site import is_loopback, is_same_site


@pytest.mark.parametrize(
    ("url", "host", "same"),
    [
        ("https://export.arxiv.org/x", "export.arxiv.org", True),
        ("https://arxiv.org/x", "export.arxiv.org", True),
        ("https://oaipmh.arxiv.org/x", "export.arxiv.org", True),
        ("http://127.0.0.1:1/x", "127.0.0.1", True),
        ("http://export.arxiv.org/x", "export.arxiv.org", False),
        ("https://notarxiv.org/x", "export.arxiv.org", False),
        ("https://arxiv.org.evil.example/x", "export.arxiv.org", False),
        ("https://evil.org./x", "export.arxiv.org.", False),
        ("http://127.0.0.2/x", "127.0.0.1", False),
        ("http://127.0.0.1/x", "export.arxiv.org", False),
        ("file:///etc/passwd", "export.arxiv.org", False),
    ],
)
def test_redirects_stay_with_the_site(url: str, host: str, same: bool) -> None:
    assert is_same_site(url, host) is same


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.1.2.3", True), ("localhost", True), ("::1", True), ("", False)]
    + [("10.0.0.1", False), ("127.0.0.1.example", False), ("localhost.example", False)],
)
def test_what_this_machine_is(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
