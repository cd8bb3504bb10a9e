from __future__ import annotations

from ipaddress import ip_address, ip_network

# All of IPv6 that is given out. Outside of it lie the loopback, link-local, private and multicast
# addresses, and those that stand for one of IPv4: mapped, compatible and NAT64.
_GIVEN_OUT = ip_network("2000::/3")

# ``is_global`` takes these, or took them in some version of Python, for public.
_NOT_PUBLIC = tuple(
    ip_network(each)
    for each in (
        "168.63.129.16/32",  # Azure's own services, as its machines reach them
        "192.0.0.0/24",  # protocols' own, among them Oracle's metadata
        "192.88.99.0/24",  # relays to 6to4
        "2001::/23",  # Teredo and other protocols' own
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)


def is_public(address: str) -> bool:
    """Return whether an IP address belongs to a host that everybody on the internet can reach.

    Raises ``ValueError`` for what is no IP address.
    """
    ip = ip_address(address)
    if ip.version == 6 and ip not in _GIVEN_OUT:
        return False
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    return not any(ip in network for network in _NOT_PUBLIC)
