"""Which addresses are public. A table of our own: `ipaddress.is_global` of Python 3.11.7 is True
for 64:ff9b::7f00:1, 2002:7f00:1::, ::127.0.0.1 and multicast.

Sources: https://www.iana.org/assignments/iana-ipv4-special-registry/,
https://www.iana.org/assignments/iana-ipv6-special-registry/,
https://www.iana.org/assignments/ipv6-address-space/.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_REFUSED_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT, and metadata of one cloud
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # the platform address of one cloud, reachable from inside only
        "169.254.0.0/16",  # link-local, and metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # multicast tunnelling
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
# Everything outside this is loopback, link-local, private, multicast, a form that carries an IPv4
# address, or not assigned.
_UNICAST_V6 = IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries an IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether a stranger's document may make us connect to this address."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _REFUSED_V4)
    return address in _UNICAST_V6 and not any(address in network for network in _REFUSED_V6)
