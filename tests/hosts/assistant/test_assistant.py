"""An assistant finds guides and leads customers through them, with the client of the SDK."""

from __future__ import annotations

import csv
import http.client
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from runpy import run_path
from typing import Any

import anyio
import pytest
import yaml
from mcp import Client, StdioServerParameters

from conftest import ROOT
from izeja.compiler.compile import PUBLISHED, compile_library, day_of_build
from izeja.export.document import as_json
from izeja.export.guide_data import document_of
from izeja.hosts.assistant.guides import AskError, Guides
from izeja.hosts.assistant.server import server_of

IZEJA = str(Path(sys.executable).with_name("izeja"))
PROVIDER = ROOT / "docs" / "examples" / "provider" / "decision_trees"
SITES = {"en": "https://help.example.com/en/", "lv": "https://help.example.com/lv/"}
RUN = run_path(str(ROOT / "docs" / "examples" / "runners" / "guide.py"))["Run"]
QUERIES = ROOT / "tests" / "page" / "search" / "coming"
REFUSED = yaml.safe_load((Path(__file__).parent / "refused.yml").read_text("utf-8"))


def call(server: Any, tool: str, **arguments: Any) -> Any:
    async def ask() -> Any:
        async with Client(server) as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(ask)


@pytest.fixture(scope="module")
def guides() -> Guides:
    return Guides(compile_library(PROVIDER, scope=PUBLISHED), SITES, day_of_build())


@pytest.fixture(scope="module")
def shipped() -> Guides:
    return Guides(compile_library(ROOT / "decision_trees", scope=PUBLISHED), {}, day_of_build())


@pytest.mark.parametrize("language", SITES)
def test_every_way_ends_as_the_reference_runner_says(guides: Guides, language: str) -> None:
    compiled = compile_library(PROVIDER, scope=PUBLISHED)
    document = json.loads(as_json(document_of(compiled.languages[language], compiled.graph, SITES[language])))
    random = Random(1)  # noqa: S311 - no secret
    for guide in document["guides"]:
        for _ in range(20):
            run: Any = RUN(document, guide)
            answers: list[str] = []
            while True:
                step = guides.step(guide, answers, language, {})
                tree, _, node = run.place.partition("#")
                assert (step["guide"], step["page"]) == (tree, f"{SITES[language]}{tree}/#{node}")
                assert step["heading"] == run.node()["heading"]["text"]
                assert step.get("known", {}) == run.known()
                assert len(step.get("choices", ())) == len(run.ways())
                if step["is_ending"]:
                    break
                onward = [number for number, way in enumerate(run.ways()) if not way.get("retry")]
                number = random.choice(onward)
                run.choose(number)
                answers.append(f"#{number + 1}" if "enter" in step else str(number + 1))


def test_a_step_names_where_it_is_written_and_what_it_is_from(guides: Guides) -> None:
    step = call(
        server_of(guides), "show_step", guide="internet/no-light", answers=["4", "1"]
    ).structured_content
    assert step["written"].startswith(f"{PROVIDER}/internet/no-light.yml:".removeprefix(f"{Path.cwd()}/"))
    assert step["sources"][0] == "https://www.dzirksts.example/manuals/router-power"
    assert step["text"].startswith("1. Unplug the **router**")


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["told"][:60])
def test_what_is_refused_says_what_there_is(guides: Guides, case: Any) -> None:
    result = call(server_of(guides), "show_step", **case["asks"])
    assert result.is_error
    assert result.content[0].text == f"Error executing tool show_step: {case['told']}"


def test_a_model_may_send_numbers_as_such(guides: Guides) -> None:
    server = server_of(guides)
    steps = [
        call(server, "show_step", guide="internet/no-light", answers=answers).structured_content
        for answers in ([4, 1], ["4", "1"])
    ]
    assert steps[0] == steps[1]


def test_words_that_no_guide_has_are_answered(guides: Guides) -> None:
    for words in ("", "zzzz", "?"):
        result = call(server_of(guides), "find_guides", words=words)
        assert result.content[0].text.endswith("ask in other words, or with list_guides")


def test_more_letters_than_an_answer_has_are_refused(guides: Guides) -> None:
    for before in ([], ["1", "3"], ["1", "3", "#3"]):
        result = call(
            server_of(guides), "show_step", guide="internet/no-light", answers=[*before, "9" * 5000]
        )
        assert "it has 5,000 characters, which no answer has. The choices are: " in result.content[0].text


def test_an_answer_after_the_end_is_named(tmp_path: Path) -> None:
    (tmp_path / "library.yml").write_text("source_language: en\nlanguages: [en]\n", "utf-8")
    tree = "title: A\nkind: causes\nstart: a\nnodes:\n  a: {resolution: It works}\n"
    (tmp_path / "a.yml").write_text(tree, "utf-8")
    alone = Guides(compile_library(tmp_path, scope=PUBLISHED), {}, day_of_build())
    with pytest.raises(AskError, match="has ended at 'It works', before answer 1: leave out this answer"):
        alone.step("a", ["1"], None, {})


BODY = """\
See [the other](other.yml#second), [all of it](other.yml), [a page](wifi.md), [ours](https://b.example).

![The plug](plug.svg) `[a](izeja:b)`
"""
AS_WORDS = """\
See the other, all of it, a page, [ours](https://b.example).

The plug `[a](izeja:b)`"""
WITH_PAGES = """\
See [the other](https://a.example/other/#second), [all of it](https://a.example/other/), \
[a page](https://a.example/wifi/), [ours](https://b.example).

[The plug](https://a.example/a/#do) `[a](izeja:b)`"""


@pytest.mark.parametrize(("sites", "text"), [({}, AS_WORDS), ({"en": "https://a.example/"}, WITH_PAGES)])
def test_pictures_and_links_lead_to_pages(tmp_path: Path, sites: dict[str, str], text: str) -> None:
    end = {"end": {"resolution": "It works"}}
    other = {"first": {"step": "First", "next": "second"}, "second": {"step": "Second", "next": "end"}, **end}
    files = {
        "trees/library.yml": {"source_language": "en", "languages": ["en"], "pages": "../docs"},
        "trees/a.yml": tree("A", {"do": {"step": "Do it", "body": BODY, "next": "end"}, **end}),
        "trees/other.yml": tree("Other", other),
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(content), "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "wifi.md").write_text("# Wi-Fi\n", "utf-8")
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    (tmp_path / "trees" / "plug.svg").write_text(picture, "utf-8")
    compiled = compile_library(tmp_path / "trees", scope=PUBLISHED)
    assert not compiled.failed, compiled.report()
    assert Guides(compiled, sites, day_of_build()).step("a", [], None, {})["text"] == text


def tree(title: str, nodes: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "kind": "procedure", "start": next(iter(nodes)), "nodes": nodes}


def test_every_ending_has_all_that_it_offers(guides: Guides) -> None:
    """What the document says that an ending leads to is in the answer, as a choice or as a line."""
    compiled = compile_library(PROVIDER, scope=PUBLISHED)
    document = json.loads(as_json(document_of(compiled.source, compiled.graph)))
    seen = set()
    for guide in document["guides"]:
        ways: list[list[str]] = [[]]
        while ways:
            answers = ways.pop()
            step = guides.step(guide, answers, None, {})
            if step["written"] in seen:
                continue
            seen.add(step["written"])
            sign = "#" if "enter" in step else ""
            ways += [[*answers, f"{sign}{one['number']}"] for one in step.get("choices", ())]
            tree, node = step["guide"], step["page"].partition("#")[2]
            for action in document["guides"][tree]["nodes"][node].get("actions", ()):
                texts = [one["text"] for one in step.get("choices", ())]
                texts += [line.partition(": ")[0] for line in step.get("offers", ())]
                assert action["text"]["text"] in texts
    assert len(seen) > 20


@pytest.mark.parametrize("language", SITES)
def test_customers_words_find_the_guide(shipped: Guides, language: str) -> None:
    with (QUERIES / f"{language}.tsv").open(encoding="utf-8") as lines:
        queries = list(csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"))
    found = [
        any(hit["guide"] in query["guides"].split() for hit in shipped.find(query["query"], language, 3))
        for query in queries
    ]
    assert sum(found) >= 0.95 * len(queries)


def test_tools_only_read_and_say_what_they_take(guides: Guides) -> None:
    async def listed() -> Any:
        async with Client(server_of(guides)) as client:
            return await client.list_tools()

    tools = anyio.run(listed).tools
    assert [tool.name for tool in tools] == ["find_guides", "list_guides", "show_step"]
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.description
        assert all("description" in one for one in tool.input_schema["properties"].values())


def test_is_reached_over_standard_input_and_output() -> None:
    command = StdioServerParameters(command=IZEJA, args=["mcp", str(PROVIDER)])
    found = call(command, "find_guides", words="the wifi keeps dropping").structured_content["result"]
    assert found[0]["guide"] == "internet/slow-wifi"


# A line that cannot be read, and the id and the code of its answer.
UNREADABLE = [
    ('{"jsonrpc": "2.0", "id": 7, "method": "ping", "params": {"a": "\\ud800"}}', 7, -32700),
    ('{"jsonrpc": "2.0", "id": "x", "method": "ping", "params": {"a": "\\udc00"}}', "x", -32700),
    ('{"jsonrpc": "2.0", "id": "\\ud800", "method": "ping"}', None, -32700),
    ('{"jsonrpc": "2.0", "id": 7, "method": "ping"', None, -32700),
    ("[" * 100_000, None, -32700),
    ('{"id": 7}', 7, -32600),
    ("[]", None, -32600),
]


def test_a_line_that_cannot_be_read_gets_an_answer_and_so_does_the_next() -> None:
    client = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    }
    with subprocess.Popen(  # noqa: S603 - our own command
        [IZEJA, "mcp", str(PROVIDER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:

        def answer(line: str) -> Any:
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.write(f"{line}\n")
            server.stdin.flush()
            return json.loads(server.stdout.readline())

        start = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": client}
        assert answer(json.dumps(start))["id"] == 1
        for line, identity, code in UNREADABLE:
            told = answer(line)
            assert (told["id"], told["error"]["code"]) == (identity, code), line
            assert answer('{"jsonrpc": "2.0", "id": 8, "method": "ping"}')["result"] == {}


@pytest.fixture
def server() -> Iterator[subprocess.Popen[str]]:
    """A server on a port that was free."""
    call = [IZEJA, "mcp", str(PROVIDER), "--port", "0", "--site", "https://help.example.com"]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as started:  # noqa: S603 - our own command
        try:
            yield started
        finally:
            started.terminate()


@pytest.fixture
def port(server: subprocess.Popen[str]) -> int:
    assert server.stderr is not None
    said = server.stderr.readline()
    found = re.fullmatch(
        r"Serving guides to assistants on http://127\.0\.0\.1:(\d+)/mcp\. Stop with Ctrl-C\.\n", said
    )
    assert found, said
    return int(found[1])


def test_is_reached_over_http_from_this_machine_alone(port: int) -> None:
    step = call(f"http://127.0.0.1:{port}/mcp", "show_step", guide="internet/no-light", language="lv")
    assert step.structured_content["heading"] == "Kā internets nonāk jūsu mājās?"
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"})
    for foreign, status in (({"Host": "evil.example"}, 421), ({"Origin": "https://evil.example"}, 403)):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        headers = {"Content-Type": "application/json", "Accept": "application/json", **foreign}
        connection.request("POST", "/mcp", body, headers)
        assert connection.getresponse().status == status
        connection.close()


def test_customers_at_the_same_time_do_not_meet(port: int) -> None:
    found: dict[int, str] = {}

    async def ask(number: int) -> None:
        async with Client(f"http://127.0.0.1:{port}/mcp") as client:
            for answers in ([], [number % 4 + 1]):
                asked = {"guide": "internet/no-light", "answers": answers}
                step = await client.call_tool("show_step", asked)
            found[number] = step.structured_content["heading"]

    async def ask_all() -> None:
        async with anyio.create_task_group() as group:
            for number in range(12):
                group.start_soon(ask, number)

    anyio.run(ask_all)
    at, guide = f"http://127.0.0.1:{port}/mcp", "internet/no-light"
    alone = [call(at, "show_step", guide=guide, answers=[number + 1]) for number in range(4)]
    assert found == {number: alone[number % 4].structured_content["heading"] for number in range(12)}


def test_pages_are_where_the_site_has_them(port: int) -> None:
    at, guide = f"http://127.0.0.1:{port}/mcp", "internet/no-light"
    for language, folder in (("en", ""), ("lv", "lv/")):
        step = call(at, "show_step", guide=guide, language=language).structured_content
        page = f"https://help.example.com/{folder}internet/no-light/#which-connection"
        assert step["page"] == page


def test_a_port_in_use_is_named_and_ctrl_c_ends_the_server(server: subprocess.Popen[str], port: int) -> None:
    second = subprocess.run(  # noqa: S603 - our own command
        [IZEJA, "mcp", str(PROVIDER), "--port", str(port)], capture_output=True, text=True, check=False
    )
    assert second.returncode == 2
    assert second.stderr.endswith(
        f"Error: port {port} is in use by another program; --port 0 takes a free one\n"
    )
    assert "Serving" not in second.stderr
    server.send_signal(signal.SIGINT)
    assert server.stderr is not None
    assert (server.stderr.read(), server.wait()) == ("", 0)
