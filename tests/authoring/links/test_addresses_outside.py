"""`izeja links`: each case in `cases/` is a library and a server, with what the command says."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

import txtar
from conftest import ROOT
from izeja.authoring.links.addresses import addresses_of
from izeja.authoring.links.answer import Answer, State
from izeja.authoring.links.asking import Asker, Manners, StoppedError
from izeja.authoring.links.kept_answers import recall
from izeja.authoring.links.many import ask_all
from izeja.authoring.links.request import NoReplyError, PrivateError, request
from izeja.authoring.links.request import Reply as AnyReply
from izeja.cli import links as links_command
from izeja.cli.main import main
from izeja.compiler.compiled import Compiled
from link_server import CERTIFICATE, LinkServer, Reply, link_server

CASES = sorted((Path(__file__).parent / "cases").glob("*.txtar"))
QUICKLY = ("--delay", "0", "--timeout", "5", "--private")


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def plain() -> Iterator[LinkServer]:
    with link_server({"/good": [(200, {}, "")]}, secure=False) as server:
        yield server


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["links", *arguments], catch_exceptions=False)


def replies_of(text: str, plain: int) -> dict[str, list[Reply]]:
    replies: dict[str, list[Reply]] = {}
    for path, each in yaml.safe_load(text.replace("PLAIN", str(plain))).items():
        for one in each:
            names = {"to": "Location", "vary": "Vary", "retry": "Retry-After"}
            headers = {header: one[name] for name, header in names.items() if name in one}
            replies.setdefault(f"{one['method']} {path}" if "method" in one else path, []).append(
                (one["status"], headers, one.get("body", ""))
            )
        if all("method" in one for one in each):
            replies[path] = [(200, {}, "")]
    return replies


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_addresses_of_a_library(
    case: Path,
    tmp_path: Path,
    plain: LinkServer,
    update_goldens: bool,  # noqa: FBT001 - a fixture
) -> None:
    comment, _, _ = case.read_text("utf-8").partition("\n-- ")
    files = txtar.split(case.read_text("utf-8"))
    given = {name: text for name, text in files.items() if not name.startswith("expected.")}
    with link_server(replies_of(given["server.yml"], plain.port)) as server:
        ports = {"PORT": str(server.port), "PLAIN": str(plain.port)}

        def with_names(text: str) -> str:
            for name, port in ports.items():
                text = text.replace(f":{port}/", f":{name}/")
            return text

        library = {name: text.replace("PORT", ports["PORT"]) for name, text in given.items()}
        txtar.unpack({**library, "server.yml": "# none of the library"}, tmp_path / "Koki ā")
        (tmp_path / "Koki ā" / "server.yml").unlink()
        listed = run("Koki ā", "--dry-run")
        assert not server.asked
        shown = run("Koki ā", "--max-age", "0", *QUICKLY)
        printed = run("Koki ā", "--max-age", "0", "--format", "json", *QUICKLY)
    assert server.most_at_once == [1]
    found = {
        "expected.list": with_names(listed.stdout),
        "expected.txt": with_names(shown.output),
        "expected.json": with_names(printed.stdout),
        "expected.exit": f"{shown.exit_code} {printed.exit_code}\n",
    }
    if update_goldens:
        case.write_text(txtar.join({**given, **found}, f"{comment}\n"), "utf-8")
    assert {name: text for name, text in files.items() if name.startswith("expected.")} == found


LIBRARY = """\
-- library.yml --
source_language: en
languages: [en]
-- modem.yml --
title: Modems
kind: procedure
start: done
nodes:
  done:
    resolution: Done
    body: |
"""


@pytest.fixture
def server() -> Iterator[LinkServer]:
    replies: dict[str, list[Reply]] = {
        "/good": [(200, {}, "")],
        "/moved": [(301, {"Location": "/good"}, "")],
    }
    with link_server(replies) as server:
        yield server


def write_library(folder: Path, *urls: str) -> None:
    body = "".join(f"      - {url}\n" for url in urls)
    txtar.unpack(txtar.split(LIBRARY + body), folder / "trees")


def test_what_works_is_kept_and_what_is_dead_is_asked_again(server: LinkServer, tmp_path: Path) -> None:
    site = f"https://127.0.0.1:{server.port}"
    write_library(tmp_path, f"{site}/good", f"{site}/moved", f"{site}/dead")
    first = run("trees", *QUICKLY)
    server.asked.clear()
    again = run("trees", *QUICKLY)
    assert (again.exit_code, again.output) == (1, first.output)
    assert {path for _, path, _ in server.asked} == {"/robots.txt", "/dead"}
    assert all(agent.startswith("izeja/") and "+https://" in agent for _, _, agent in server.asked)
    kept = recall(tmp_path / "trees", datetime.now(UTC), timedelta(days=7))
    assert kept[f"{site}/moved"].answer == Answer("moved", "", f"{site}/good")
    assert not recall(tmp_path / "trees", datetime.now(UTC) + timedelta(days=8), timedelta(days=7))
    (tmp_path / ".izeja_cache" / "trees.links.json").write_text("{", "utf-8")
    assert run("trees", *QUICKLY).output == first.output


def test_private_addresses_are_not_asked(server: LinkServer, tmp_path: Path) -> None:
    write_library(tmp_path, f"https://127.0.0.1:{server.port}/good")
    result = run("trees")
    assert (result.exit_code, server.asked) == (0, [])
    assert "was not checked: it leads into a private network" in result.stdout


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0.0.0.0",  # noqa: S104 - nothing is bound to it
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
        ),
        *("169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "localhost", "[::1]", "[::]"),
        *(
            "[::ffff:127.0.0.1]",
            "[::ffff:10.0.0.1]",
            "[fe80::1]",
            "[fc00::1]",
            "[2002:7f00:1::]",
            "[64:ff9b::a00:1]",
        ),
    ],
)
def test_nothing_leads_into_a_private_network(host: str) -> None:
    with pytest.raises(PrivateError):
        request("HEAD", f"https://{host}/", timeout=1, private=False)


@pytest.mark.parametrize(
    "url",
    [
        "https://",
        "ftp://a.example/",
        "file:///etc/passwd",
        "https://[::1",
        "https://a b/",
        "https://..",
        "//x",
    ],
)
def test_what_is_no_web_address_is_not_asked(url: str) -> None:
    with pytest.raises(NoReplyError):
        request("HEAD", url, timeout=1, private=True)


def test_a_certificate_for_another_name_is_dead(server: LinkServer) -> None:
    answer = Asker(Manners(0, 5, private=True)).ask(f"https://0x7f000001:{server.port}/good")
    assert answer.state == "dead"
    assert "its certificate is not valid" in answer.why


def test_a_server_that_says_nothing_is_unclear() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    with listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        answer = Asker(Manners(0, 0.1, private=True)).ask(url)
    assert answer == Answer("unclear", "the server did not answer within 0.1 seconds")


def test_a_server_that_refuses_is_unclear() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    answer = Asker(Manners(0, 5, private=True)).ask(url)
    assert answer == Answer("unclear", "the server refused or dropped the connection")


GONE_ASTRAY = "the server's robots.txt could not be read ({}), so programs may not ask for its pages"
NOT_ALLOWED = "the server's robots.txt disallows it"
NO_PAGE: Reply = (200, {}, "User-agent: *\nDisallow: /page")


def redirects(number: int, first: str = "https://localhost:PORT") -> dict[str, list[Reply]]:
    """The answers of a server whose robots.txt is so many redirects away, by turns on two servers."""
    hosts = (first, "https://127.0.0.1:PORT")
    places = ["/robots.txt", *(f"/{one}" for one in range(1, number + 1))]
    found: dict[str, list[Reply]] = {
        here: [(302, {"Location": f"{hosts[hop % 2]}{there}"}, "")]
        for hop, (here, there) in enumerate(pairwise(places))
    }
    return {**found, places[-1]: [NO_PAGE]}


@pytest.mark.parametrize(
    ("replies", "state", "why"),
    [
        ({"/robots.txt": [NO_PAGE]}, "refused", "the server's robots.txt disallows it"),
        *(
            ({"/robots.txt": [(200, {}, f"User-agent: *\n{rules}")]}, "refused", NOT_ALLOWED)
            for rules in ("Disallow: /*ge", "Disallow: /page$", "Disallow: /*\nAllow: /pages$")
        ),
        *(
            ({"/robots.txt": [(200, {}, f"User-agent: *\n{rules}")]}, "works", "")
            for rules in ("Disallow: /*.pdf$", "Disallow: /pag$", "Disallow: /\nAllow: /p*e$")
        ),
        *(({"/robots.txt": [(status, {}, NO_PAGE[2])]}, "works", "") for status in (400, 401, 403, 404, 410)),
        *(
            ({"/robots.txt": [(status, {}, "")]}, "unclear", GONE_ASTRAY.format(f"'{status} {reason}'"))
            for status, reason in ((500, "Internal Server Error"), (503, "Service Unavailable"))
        ),
        (
            {"/robots.txt": [(503, {}, ""), (429, {}, ""), NO_PAGE]},
            "refused",
            "the server's robots.txt disallows it",
        ),
        ({"/robots.txt": [(0, {}, "")]}, "unclear", "the server refused or dropped the connection"),
        *((redirects(number), "refused", "the server's robots.txt disallows it") for number in (1, 2, 5)),
        (redirects(6), "works", ""),
        ({"/robots.txt": [(304, {}, "")]}, "works", ""),
        (
            {"/robots.txt": [(301, {"Location": "/other"}, "")], "/other": [(502, {}, "")]},
            "unclear",
            GONE_ASTRAY.format("'502 Bad Gateway'"),
        ),
        (
            {"/robots.txt": [(301, {"Location": "/other"}, "")], "/other": [(0, {}, "")]},
            "unclear",
            GONE_ASTRAY.format("the server refused or dropped the connection"),
        ),
        (
            {"/robots.txt": [(301, {"Location": "ftp://localhost/"}, "")]},
            "unclear",
            GONE_ASTRAY.format("it leads to 'ftp://localhost/', which is not a web page"),
        ),
    ],
)
def test_a_server_is_asked_as_its_robots_txt_says(
    replies: dict[str, list[Reply]], state: State, why: str
) -> None:
    with link_server({"/page": [(200, {}, "")], **replies}) as server:
        asker = Asker(Manners(0, 5, private=True))
        answers = [asker.ask(f"https://127.0.0.1:{server.port}/page") for _ in range(2)]
        assert ("/page" in {path for _, path, _ in server.asked}) == (state == "works")
    assert answers == [Answer(state, why)] * 2


def test_a_robots_txt_cannot_lead_into_a_private_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def answered(_method: str, url: str, **_: object) -> AnyReply:
        if "private" in url:
            message = "it leads into a private network"
            raise PrivateError(message)
        return AnyReply(301, "Moved Permanently", "https://private.example/", "", by_language=False)

    monkeypatch.setattr("izeja.authoring.links.asking.request", answered)
    answer = Asker(Manners(0)).ask("https://public.example/")
    assert answer == Answer("unclear", GONE_ASTRAY.format("it leads into a private network"))


def test_servers_whose_robots_txt_lead_to_each_other_do_not_wait_for_each_other() -> None:
    replies: dict[str, list[Reply]] = {
        "/robots.txt": [(302, {"Location": "https://localhost:PORT/there"}, "")],
        "/there": [(302, {"Location": "https://127.0.0.1:PORT/rules"}, "")],
        "/rules": [(200, {}, "")],
        "/page": [(200, {}, "")],
    }
    with link_server(replies) as server:
        urls = [f"https://{host}:{server.port}/page" for host in ("127.0.0.1", "localhost")]
        found = dict(ask_all(urls, Asker(Manners(0.01, 5, private=True)), 2))
    assert found == dict.fromkeys(urls, Answer("works"))


def test_a_server_that_never_ends_its_answer_is_unclear() -> None:
    """It sends a header again and again, each of them in time."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            with listening.accept()[0] as connection, suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                while True:
                    connection.sendall(b"a")
                    time.sleep(0.02)

        threading.Thread(target=drip, daemon=True).start()
        with pytest.raises(NoReplyError, match="did not answer"):
            request("HEAD", f"http://127.0.0.1:{listening.getsockname()[1]}/", timeout=0.2, private=True)


def test_other_servers_are_asked_at_the_same_time(server: LinkServer) -> None:
    urls = [f"https://{host}:{server.port}/good" for host in ("127.0.0.1", "127.0.0.2", "localhost")]
    waiting = threading.Barrier(3)

    class Together(Asker):
        def ask(self, url: str) -> Answer:
            waiting.wait()
            return Answer("works", url)

    assert {url for url, _ in ask_all(urls, Together(Manners()), 8)} == set(urls)


def test_the_same_server_gets_a_pause_which_can_be_stopped(server: LinkServer) -> None:
    asker = Asker(Manners(3600, 5, private=True))

    def ask() -> None:
        with pytest.raises(StoppedError):
            asker.ask(f"https://127.0.0.1:{server.port}/good")

    asking = threading.Thread(target=ask)
    asking.start()
    while not server.asked:
        time.sleep(0.01)
    # It has asked for robots.txt, and would now wait for an hour.
    asker.stop()
    asking.join()
    assert [path for _, path, _ in server.asked] == ["/robots.txt"]


def test_ctrl_c_shows_what_was_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_library(tmp_path, "https://a.example/", "https://b.example/")

    def interrupted(urls: list[str], *_: object) -> Iterator[tuple[str, Answer]]:
        yield urls[0], Answer("dead", "the server says '404 Not Found'")
        raise KeyboardInterrupt

    monkeypatch.setattr("izeja.authoring.links.many.ask_all", interrupted)
    result = run("trees", "--format", "json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["is_complete"]) == (2, False)
    assert [(one["url"], one["state"]) for one in found["links"]] == [("https://a.example/", "dead")]
    assert result.stderr == "\nStopped.\n1 address could not be checked.\n"


def test_without_a_network_nothing_is_called_dead(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_library(tmp_path, "https://a.example/", "https://b.example/")

    def unknown(*_: object, **_options: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    message = "No server could be reached. Is this computer connected to the internet?\n"
    result = run("trees", *QUICKLY)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)
    result = run("trees", *QUICKLY, "--format", "json")
    assert (result.exit_code, result.stderr) == (2, message)
    assert [one["state"] for one in json.loads(result.stdout)["links"]] == ["unclear", "unclear"]


def test_a_dry_run_needs_no_other_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_library(tmp_path, "https://a.example/")
    monkeypatch.setattr(links_command, "find_spec", lambda _: None)
    assert run("trees", "--dry-run").exit_code == 0
    refused = run("trees")
    assert refused.exit_code == 2
    assert "pip install 'izeja[links]'" in refused.stderr


def test_every_address_of_the_shipped_library_is_found(compiled: Compiled) -> None:
    """All that its files name, but for comments, schemas, and where its texts cannot be links."""
    written: Counter[str] = Counter()
    for file in (ROOT / "decision_trees").rglob("*.yml"):
        for line in file.read_text("utf-8").splitlines():
            if not line.lstrip().startswith("#"):
                written.update(re.findall(r"https://[^\s)\]\"',]+", line))
    assert set(addresses_of(compiled.source).urls) == set(written)


def test_the_reference_names_every_field() -> None:
    """What `docs/reference/links.md` lists is what the JSON of the larger case has."""
    files = txtar.split((Path(__file__).parent / "cases" / "every-state.txtar").read_text("utf-8"))
    found = json.loads(files["expected.json"])
    link = found["links"][0]
    named = re.findall(
        r"^\| `([a-z_\[\].]+)` \|", (ROOT / "docs/reference/links.md").read_text("utf-8"), re.MULTILINE
    )
    fields = [*found, *(f"links[].{key}" for key in link)]
    fields += [f"links[].places[].{key}" for key in link["places"][0]]
    states = {one["state"] for one in found["links"]} | {"private"}
    assert set(named) == {*fields, *states}
