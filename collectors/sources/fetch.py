"""Fetching what stands at an address that the settings name. Bounded in time and size; it leads nowhere unexpected."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit

import httpx2 as httpx
import msgspec

WAIT = httpx.Timeout(20, connect=10)
MOST_TIME = 120.0
"""Seconds for a body, however slowly it trickles."""
MOST_HOPS = 5
AGENT = "lahde"


class Failed(Exception):
    """In words: what was wrong and the way out. Never the address, which may hold a secret, nor what was sent."""


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """What to fetch. `login` goes to the address's own host only; `redirects` are hosts it may lead to inside."""

    url: str
    login: tuple[str, str] | None = None
    redirects: tuple[str, ...] = ()
    etag: str | None = None
    modified: str | None = None


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """What the server said of what it gave, to be handed back the next time."""

    etag: str | None = None
    modified: str | None = None


def fetch(address: Address, into: BinaryIO, most_bytes: int) -> Copy | None:
    """Writes the body into a file. None: it has not changed since."""
    refuse_scheme(address.url)
    with httpx.Client(timeout=WAIT, follow_redirects=False, trust_env=False) as client, told():
        url = address.url
        for _ in range(MOST_HOPS):
            with client.stream("GET", url, headers=_headers(address), auth=_login(address, url)) as answer:
                if url != address.url:
                    _refuse_inside(address, url, answer)
                if answer.has_redirect_location:
                    url = _next(address, url, answer.headers.get("location", ""))
                    continue
                if answer.status_code == 304:
                    return None
                refuse_status(answer.status_code)
                into.writelines(read(answer, most_bytes))
                return Copy(etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified"))
    raise Failed(f"the address leads on more than {MOST_HOPS} times; name where it ends")


@contextmanager
def told() -> Iterator[None]:
    """A client's faults in words."""
    try:
        yield
    except httpx.TimeoutException:
        raise Failed("the server does not answer in time; try again later") from None
    except httpx.DecodingError:
        raise Failed("the answer is packed in a way that cannot be read") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
        raise Failed("this is no address; write it as https://…") from None
    except httpx.TransportError as fault:
        raise Failed(_transport(fault)) from None


def _transport(fault: httpx.TransportError) -> str:
    cause: BaseException | None = fault
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return (
                "the server's certificate cannot be trusted; see that it is valid and issued by an authority known here"
            )
        if isinstance(cause, ssl.SSLError):
            return "the server does not speak TLS as it should; see that the address and port are right"
        if isinstance(cause, socket.gaierror):
            return "no server of this name is known; see that the address is right"
        cause = cause.__cause__ or cause.__context__
    if isinstance(fault, httpx.ConnectError):
        return "the server takes no connections; see that it runs and that it may be reached from here"
    return "the connection broke off; try again later"


def refuse_scheme(url: str) -> None:
    """https, or plain http to this very machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname and all(a.is_loopback for a in _addresses(parts.hostname)):
        return
    raise Failed("only https addresses are fetched")


def refuse_status(status: int) -> None:
    """What went wrong, in words."""
    if status in (401, 403):
        raise Failed("the server does not let us in; see the user and secret that the settings name")
    if status in (404, 410):
        raise Failed("there is nothing at this address; see that it is right")
    if status != 200:
        raise Failed(f"the server answered {status}; try again later")


def _headers(address: Address) -> dict[str, str]:
    said = {"User-Agent": AGENT, "If-None-Match": address.etag, "If-Modified-Since": address.modified}
    return {name: value for name, value in said.items() if value}


def _login(address: Address, url: str) -> httpx.BasicAuth | None:
    return httpx.BasicAuth(*address.login) if address.login and _origin(url) == _origin(address.url) else None


def _next(address: Address, url: str, location: str) -> str:
    """Where a redirect may lead: the address's own host, any public one over https, or one the settings name."""
    found = urljoin(url, location)
    if _origin(found) == _origin(address.url):
        return found
    host = urlsplit(found).hostname or ""
    if urlsplit(found).scheme != "https":
        raise Failed("the address leads on to one that is not https; name where it ends")
    if host not in address.redirects and not all(a.is_global for a in _addresses(host)):
        raise Failed("the address leads into the network inside; name the host under redirects if that is right")
    return found


def _refuse_inside(address: Address, url: str, answer: httpx.Response) -> None:
    """A name may mean another machine by the time it is asked."""
    if _origin(url) == _origin(address.url) or (urlsplit(url).hostname or "") in address.redirects:
        return
    peer = answer.extensions["network_stream"].get_extra_info("server_addr")
    if peer and not ipaddress.ip_address(str(peer[0]).partition("%")[0]).is_global:
        raise Failed("the address leads into the network inside; name the host under redirects if that is right")


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _addresses(host: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Failed("no server of this name is known; see that the address is right") from None
    return [ipaddress.ip_address(str(at[4][0]).partition("%")[0]) for at in found]


def read(answer: httpx.Response, most: int) -> Iterator[bytes]:
    """The body, unpacked, as far as size and time allow."""
    deadline, size = time.monotonic() + MOST_TIME, 0
    _refuse_size(_said(answer), most)
    for chunk in answer.iter_bytes(65_536):
        size += len(chunk)
        _refuse_size(size, most)
        if time.monotonic() > deadline:
            raise Failed(f"it takes longer than {MOST_TIME:.0f} seconds; try again later")
        yield chunk


def _said(answer: httpx.Response) -> int:
    """The size that the server says beforehand; unpacked the body is no smaller."""
    length = answer.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0


def _refuse_size(size: int, most: int) -> None:
    if size > most:
        raise Failed(f"the server sends more than {most // 2**20} MB; ask it for a shorter time")
