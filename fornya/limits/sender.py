"""Whose address a request comes from, and what of an address is one sender.

Anybody can write an X-Forwarded-For. Each proxy adds at its end whom it took the request from, so only as
many entries from the end as there are proxies of ours are true.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address

# What one household or one device is given; whoever counts single addresses counts nothing.
HOUSEHOLD = 64


def address(peer: str, forwarded: str, *, proxies: int) -> str:
    """Give the address that the outermost of our proxies saw; `peer` is who opened the connection to us.

    Where there is no address in that place, the peer: all who come that way are then one sender.
    """
    hops = [*(part.strip() for part in forwarded.split(",") if part.strip()), peer] if proxies else [peer]
    seen = _read(hops[max(0, len(hops) - 1 - proxies)]) or _read(peer)
    return str(seen) if seen else peer


def network(address: str) -> str:
    """Give what counts as one sender: an IPv4 address, or the /64 of an IPv6 one."""
    read = _read(address)
    if isinstance(read, IPv6Address):
        return f"{IPv6Address(int(read) >> HOUSEHOLD << HOUSEHOLD)}/{HOUSEHOLD}"
    return str(read) if read else address


def _read(text: str) -> IPv4Address | IPv6Address | None:
    """Read an address, also with a port or a zone as some proxies write it."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
