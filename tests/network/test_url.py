from __future__ import annotations

import pytest

from bibtools.network.url import Origin, is_loopback, is_same_site, origin, site


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
        ("https://evil.co.uk/x", "arxiv.mirror.co.uk", False),
        ("https://a.mirror.co.uk/x", "arxiv.mirror.co.uk", True),
        ("https://6.6.0.5/x", "10.0.0.5", False),
        ("https://[::2]/x", "::1", False),
    ],
)
def test_redirects_stay_with_the_site(url: str, host: str, same: bool) -> None:
    target = origin(url)
    assert (target is not None and is_same_site(target, host)) is same


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.1.2.3", True), ("localhost", True), ("::1", True), ("", False)]
    + [("10.0.0.1", False), ("127.0.0.1.example", False), ("localhost.example", False)],
)
def test_what_this_machine_is(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://arxiv.org", Origin("https", "arxiv.org", 443)),
        ("HTTPS://Export.arXiv.org/x?y#z", Origin("https", "export.arxiv.org", 443)),
        ("http://127.0.0.1:8000/x", Origin("http", "127.0.0.1", 8000)),
        ("https://[::1]:1/x", Origin("https", "::1", 1)),
        ("https://arxiv.org./x", Origin("https", "arxiv.org.", 443)),
        ("https://arxiv.org@evil.example/", None),
        ("https://user:word@arxiv.org/", None),
        ("https://evil.example\\@arxiv.org/", None),
        ("https://arxiv.org\\.evil.example/", None),
        ("https://arxiv.org:99999/", None),
        ("https://arxiv.org:x/", None),
        ("https://[::1", None),
        ("https://arxiv.org/a b", None),
        ("https://arxiv.org/\n", None),
        ("https://arxiv.org\t/", None),
        ("https://аrxiv.org/", None),
        ("https://-x/", None),
        ("https:///x", None),
        ("//arxiv.org/x", None),
        ("ftp://arxiv.org/x", None),
        ("", None),
    ],
)
def test_an_address_over_which_readers_could_differ_is_none(url: str, expected: Origin | None) -> None:
    assert origin(url) == expected


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("export.arxiv.org", "arxiv.org"),
        ("arxiv.org.", "arxiv.org"),
        ("arxiv.mirror.co.uk", "mirror.co.uk"),
        ("u.ac.jp", "u.ac.jp"),
        ("x.de", "x.de"),
        ("www.x.de", "x.de"),
        ("10.0.0.5", "10.0.0.5"),
        ("::1", "::1"),
        ("localhost", "localhost"),
    ],
)
def test_the_registrable_domain(host: str, domain: str) -> None:
    assert site(host) == domain
