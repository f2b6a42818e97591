"""Asking addresses politely: one request at a time to a server, with pauses, and as its robots.txt allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Lock, RLock
from time import monotonic
from urllib.parse import urldefrag, urljoin, urlsplit

from protego import Protego

from izeja.authoring.links.answer import Answer, answer_of_status
from izeja.authoring.links.request import NoReplyError, PrivateError, Reply, request

_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_MOST_REDIRECTS = 10
_MOST_ROBOTS_REDIRECTS = 5
"""RFC 9309, 2.3.1.2: at least so many are followed, and a file behind more counts as missing."""
_TRIES = 3
_LONGEST_PAUSE = 30.0
"""In seconds, whatever a server asks for."""
_AGENT_FOR_ROBOTS = "izeja"


class StoppedError(Exception):
    """The asking was stopped from outside."""


@dataclass
class _Server:
    """When a server can be asked next, and its robots.txt, or the answer for its pages if that is not known.

    `lock` is held during a request, and `robots_lock` while robots.txt is read. With one lock, two servers
    whose robots.txt redirect to each other would be waited for forever.
    """

    # Whoever asks for robots.txt holds it already, and takes it again for the request.
    lock: RLock = field(default_factory=RLock)
    robots_lock: Lock = field(default_factory=Lock)
    next_at: float = 0.0
    robots: Protego | Answer | None = None


@dataclass(frozen=True)
class Manners:
    """How to ask: `delay` and `timeout` in seconds, and whether addresses of private networks are asked."""

    delay: float = 1.0
    timeout: float = 20.0
    private: bool = False


class Asker:
    """Asks one address after another; several threads can use it at once."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._servers: dict[str, _Server] = {}
        self._lock = Lock()
        self._stopped = Event()

    def stop(self) -> None:
        """Make all that ask stop as soon as possible."""
        self._stopped.set()

    def ask(self, url: str) -> Answer:
        """Find out whether an address works, and where it has moved to for good.

        Raises:
            StoppedError: `stop` was called meanwhile.
        """
        try:
            return self._followed(url)
        except PrivateError as error:
            return Answer("private", str(error))
        except NoReplyError as error:
            return _no_reply(error)

    def _followed(self, url: str) -> Answer:
        here, moved_to, for_good = url, "", True
        for _ in range(_MOST_REDIRECTS):
            if (refusal := self._refusal(here)) is not None:
                return refusal
            reply = self._reply(here)
            if reply.status not in _REDIRECTS or not reply.location:
                answer = answer_of_status(reply.status, reply.reason)
                return _moved(url, moved_to) if moved_to and answer.state == "works" else answer
            here = _next(here, reply.location)
            # A server that chooses by the language of a browser leads others elsewhere.
            for_good = for_good and reply.status in _FOR_GOOD and not reply.by_language
            moved_to = here if for_good else moved_to
        return Answer("dead", f"it redirects more than {_MOST_REDIRECTS} times")

    def _refusal(self, url: str) -> Answer | None:
        """Return why an address may not be asked; None if it may."""
        server = self._server(url)
        with server.robots_lock:
            if server.robots is None:
                server.robots = self._robots(url)
            robots = server.robots
        if isinstance(robots, Answer):
            return robots
        is_allowed = robots.can_fetch(url, _AGENT_FOR_ROBOTS)
        return None if is_allowed else Answer("refused", "the server's robots.txt disallows it")

    def _robots(self, url: str) -> Protego | Answer:
        """Return what a server's robots.txt says, or the answer for its pages if that cannot be known.

        A server without the file allows everything, and one that fails to send it nothing (RFC 9309, 2.3.1).
        """
        rules = ""
        try:
            reply = self._robots_file(urljoin(url, "/robots.txt"))
        except NoReplyError as error:
            # Otherwise the page itself gets no answer either, and its own error names it.
            if not error.is_final:
                return _no_reply(error)
        else:
            if reply.status >= 500:
                return Answer("unclear", _without_robots(f"'{reply.status} {reply.reason}'"))
            rules = reply.body if 200 <= reply.status < 300 else ""
        return Protego.parse(rules)

    def _robots_file(self, url: str) -> Reply:
        # Without an answer, the server's pages would have none either.
        reply = self._patiently(partial(self._once, "GET", url, wants_body=True))
        try:
            for _ in range(_MOST_ROBOTS_REDIRECTS):
                if reply.status not in _REDIRECTS or not reply.location:
                    break
                url = _next(url, reply.location)
                reply = self._patiently(partial(self._once, "GET", url, wants_body=True))
        except (NoReplyError, PrivateError) as error:
            raise NoReplyError(_without_robots(str(error))) from None
        return reply

    def _reply(self, url: str) -> Reply:
        """Ask for the head of a page, and for the page if that fails: some servers know only the second."""
        reply = self._patiently(lambda: self._once("HEAD", url))
        if reply.status >= 400 and reply.status != 429:
            return self._patiently(lambda: self._once("GET", url))
        return reply

    def _patiently(self, ask: Callable[[], Reply]) -> Reply:
        for left in reversed(range(_TRIES)):
            # Twice as long each time: a server that is overloaded recovers only if it is asked less.
            pause = self._manners.delay * 2 ** (_TRIES - left)
            try:
                reply = ask()
            except NoReplyError as error:
                if error.is_final or not left:
                    raise
            else:
                if not left or (reply.status != 429 and reply.status < 500):
                    return reply
                pause = _wanted_pause(reply, pause)
            self._wait(pause)
        raise AssertionError  # pragma: no cover - the last try returns or raises

    def _once(self, method: str, url: str, *, wants_body: bool = False) -> Reply:
        server = self._server(url)
        with server.lock:
            self._wait(server.next_at - monotonic())
            try:
                return request(
                    method,
                    url,
                    timeout=self._manners.timeout,
                    private=self._manners.private,
                    wants_body=wants_body,
                )
            finally:
                server.next_at = monotonic() + self._delay(server)

    def _delay(self, server: _Server) -> float:
        robots = server.robots
        wanted = robots.crawl_delay(_AGENT_FOR_ROBOTS) if isinstance(robots, Protego) else None
        return min(max(self._manners.delay, float(wanted or 0)), _LONGEST_PAUSE)

    def _wait(self, seconds: float) -> None:
        if self._stopped.wait(max(0.0, seconds)):
            raise StoppedError

    def _server(self, url: str) -> _Server:
        with self._lock:
            return self._servers.setdefault(urlsplit(url).netloc.lower(), _Server())


def _no_reply(error: NoReplyError) -> Answer:
    return Answer("dead" if error.is_final else "unclear", str(error), is_unknown=error.is_unknown)


def _without_robots(why: str) -> str:
    return f"the server's robots.txt could not be read ({why}), so programs may not ask for its pages"


def _next(here: str, location: str) -> str:
    """Return where a redirect leads. It keeps the fragment unless it has its own (RFC 9110, 10.2.2)."""
    try:
        there = urljoin(here, location)
    except ValueError:
        message = f"it leads to '{location}', which is not an address"
        raise NoReplyError(message, is_final=True) from None
    fragment = urldefrag(here).fragment
    return there if urldefrag(there).fragment or not fragment else f"{there}#{fragment}"


def _moved(url: str, moved_to: str) -> Answer:
    if moved_to == url:
        return Answer("works")
    if not urlsplit(moved_to).path.strip("/") and urlsplit(url).path.strip("/"):
        return Answer("moved", ", to the first page of a site: what it was about may be gone", moved_to)
    return Answer("moved", "", moved_to)


def _wanted_pause(reply: Reply, usual: float) -> float:
    wanted = reply.retry_after
    return min(float(wanted) if wanted.isdecimal() and len(wanted) < 9 else usual, _LONGEST_PAUSE)
