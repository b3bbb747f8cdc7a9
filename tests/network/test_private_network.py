from __future__ import annotations

import pytest

from bibtools.network.private_network import PrivateNetworkError, PrivateNetworkGuard, is_public

PRIVATE = """
127.0.0.1 127.8.8.8 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1 192.0.2.1
198.51.100.7 203.0.113.9 224.0.0.1 255.255.255.255 240.0.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 ff02::1
2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2002:c0a8:1:: nonsense
""".split()
PUBLIC = "1.1.1.1 8.8.8.8 140.82.121.4 172.32.0.1 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_private(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST.", "[::1]", "127.1", "2130706433"])
def test_a_host_is_judged_by_where_its_name_leads(host: str) -> None:
    with pytest.raises(PrivateNetworkError):
        PrivateNetworkGuard().permit(host, 80, None)


def test_a_name_that_leads_elsewhere_the_second_time_is_refused() -> None:
    """The peer of a connection counts, not what the name led to before."""
    with pytest.raises(PrivateNetworkError):
        PrivateNetworkGuard().permit("public.example", 80, "127.0.0.1")
    PrivateNetworkGuard().permit("public.example", 80, "8.8.8.8")


@pytest.mark.parametrize("host", ["localhost", "printer", "git.local", "wiki.corp", "a.internal", "10.0.0.1", "[::1]"])
def test_what_a_proxy_would_resolve_is_judged_by_its_name(host: str) -> None:
    with pytest.raises(PrivateNetworkError):
        PrivateNetworkGuard().permit_unresolved(host, 80)


def test_what_only_a_proxy_can_resolve_is_permitted() -> None:
    PrivateNetworkGuard().permit_unresolved("no-such-host.example", 443)


@pytest.mark.parametrize(
    ("allowed", "port", "permitted"),
    [
        ("127.0.0.1", 80, True),
        ("127.0.0.1:80", 80, True),
        ("127.0.0.1:80", 81, False),
        ("localhost", 80, False),
        ("10.0.0.1", 80, False),
    ],
)
def test_hosts_that_the_user_names_are_permitted(allowed: str, port: int, permitted: bool) -> None:
    guard = PrivateNetworkGuard([allowed])
    assert guard.is_allowed("127.0.0.1", port) == permitted
    if permitted:
        guard.permit("127.0.0.1", port, None)
        guard.permit_unresolved("127.0.0.1", port)
    else:
        with pytest.raises(PrivateNetworkError):
            guard.permit("127.0.0.1", port, None)
