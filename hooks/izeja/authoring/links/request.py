"""One request to an address: where it is sent, and what comes back. It follows no redirect.

A name is looked up here, and the request goes to the address that was found and looked at, so that none can
lead into the network where this runs.

Assumes beyond urllib3's documentation that a connection keeps its socket in `sock`, as that of `http.client`
does. `tests/authoring/links` tries it with servers that send slowly.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Event, Timer
from typing import NamedTuple

import truststore
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError
from urllib3.util import Url, parse_url

from izeja import HOME, __version__

AGENT = f"izeja/{__version__} (checks links; +{HOME})"
_PORTS = {"https": 443, "http": 80}
_NAT64 = IPv6Network("64:ff9b::/96")
_MOST_BYTES = 200_000
"""As much of a page is read where its content counts."""
_REFUSED = "the server refused or dropped the connection"
_MOST_TIMEOUTS = 3
"""A whole request takes as many timeouts at most, each of which is for one step."""


class Reply(NamedTuple):
    """What a server answered. `body` is empty unless it was asked for."""

    status: int
    reason: str
    location: str
    retry_after: str
    by_language: bool
    body: str = ""


class NoReplyError(Exception):
    """No answer came: why, whether it would be the same the next time, and whether the name is unknown."""

    def __init__(self, why: str, *, is_final: bool = False, is_unknown: bool = False) -> None:
        super().__init__(why)
        self.is_final = is_final
        self.is_unknown = is_unknown


class PrivateError(Exception):
    """The address leads into a private network, and nothing was asked."""


def request(method: str, url: str, *, timeout: float, private: bool, wants_body: bool = False) -> Reply:
    """Ask a server once.

    Args:
        method: `HEAD`, or `GET`.
        url: an address that begins with `http://` or `https://`.
        timeout: in seconds, for each step: to connect, and to get the next piece of the answer.
        private: whether addresses of private networks may be asked.
        wants_body: whether the beginning of the page is read, too.

    Raises:
        NoReplyError: no answer came.
        PrivateError: the address is private, and `private` is false.
    """
    target = _parsed(url)
    failed = NoReplyError("the server was not found", is_unknown=True)
    for address in _addresses(target, private=private):
        try:
            with _failures(timeout):
                return _request_to(address, method, target, timeout, wants_body=wants_body)
        except NoReplyError as error:
            # A server may have an address of a kind that does not work from here.
            failed = error
    raise failed


def _parsed(url: str) -> Url:
    try:
        target = parse_url(url)
    except HTTPError:
        raise NoReplyError("this is not a valid address", is_final=True) from None
    if target.scheme not in _PORTS or not target.host:
        message = f"it leads to '{url}', which is not a web page"
        raise NoReplyError(message, is_final=True)
    return target


def _addresses(target: Url, *, private: bool) -> tuple[str, ...]:
    host = (target.host or "").strip("[]")
    try:
        found = socket.getaddrinfo(host, target.port or _PORTS[target.scheme or ""], type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        # What is only unclear is asked again.
        is_final = error.errno != socket.EAI_AGAIN
        message = f"no server is called '{host}'" if is_final else f"the name '{host}' could not be looked up"
        raise NoReplyError(message, is_final=is_final, is_unknown=True) from None
    except (UnicodeError, OSError, OverflowError):
        message = f"no server can be called '{host}'"
        raise NoReplyError(message, is_final=True, is_unknown=True) from None
    addresses = tuple(dict.fromkeys(str(one[4][0]) for one in found))
    if not private and not all(map(_is_public, addresses)):
        message = "it leads into a private network"
        raise PrivateError(message)
    return addresses


def _is_public(address: str) -> bool:
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        # An IPv4 address can be written as one of IPv6, in several ways.
        of_nat64 = IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
        ip = ip.ipv4_mapped or ip.sixtofour or of_nat64 or ip
    return ip.is_global and not ip.is_multicast


@contextmanager
def _failures(timeout: float) -> Iterator[None]:
    try:
        yield
    except NewConnectionError:
        # It is a kind of the next, though nobody has waited.
        raise NoReplyError(_REFUSED) from None
    except (ConnectTimeoutError, TimeoutError):
        message = f"the server did not answer within {timeout:g} seconds"
        raise NoReplyError(message) from None
    except ssl.SSLError as error:
        message = f"browsers warn of it: {_why_insecure(error)}"
        raise NoReplyError(message, is_final=True) from None
    except (HTTPError, HTTPException, OSError, ValueError):
        raise NoReplyError(_REFUSED) from None


def _why_insecure(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message or error.reason})"
    return "no secure connection could be made"


def _request_to(address: str, method: str, target: Url, timeout: float, *, wants_body: bool) -> Reply:
    connection = _connection(address, target, timeout)
    with _not_longer_than(_MOST_TIMEOUTS * timeout, connection):
        connection.request(
            method,
            target.request_uri,
            headers={"Host": target.netloc or "", "User-Agent": AGENT, "Accept": "*/*"},
            preload_content=False,
            decode_content=False,
        )
        response = connection.getresponse()
        headers = response.headers
        body = response.read(_MOST_BYTES) if wants_body else b""
    return Reply(
        response.status,
        response.reason or "",
        headers.get("Location", ""),
        headers.get("Retry-After", ""),
        "accept-language" in headers.get("Vary", "").lower(),
        body.decode("utf-8", "replace"),
    )


def _connection(address: str, target: Url, timeout: float) -> HTTPConnection:
    port = target.port or _PORTS[target.scheme or ""]
    if target.scheme == "http":
        return HTTPConnection(address, port, timeout=timeout)
    # The certificate is compared with the name, not with the address that was looked up.
    name = (target.host or "").strip("[]")
    return HTTPSConnection(address, port, timeout=timeout, ssl_context=_context(), server_hostname=name)


@contextmanager
def _not_longer_than(seconds: float, connection: HTTPConnection) -> Iterator[None]:
    """Close a connection in the end, and break it off if that takes too long: a server can send slowly."""
    is_over = Event()

    def break_off() -> None:
        is_over.set()
        with suppress(OSError):
            # Closing it would not wake the thread that waits for it.
            connection.sock.shutdown(socket.SHUT_RDWR)

    watch = Timer(seconds, break_off)
    watch.daemon = True
    watch.start()
    try:
        yield
    except (HTTPError, HTTPException, OSError, ValueError):
        if is_over.is_set():
            raise TimeoutError from None
        raise
    else:
        # What was cut off can look like a whole answer.
        if is_over.is_set():
            raise TimeoutError
    finally:
        watch.cancel()
        connection.close()


@cache
def _context() -> ssl.SSLContext:
    # Of the system, which knows the certificates of a company, too.
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
