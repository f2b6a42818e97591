"""The questions to the table of events, in SQL. Each counts visits and not events, so reloads count once.

Of a question with one answer, the last answer of a visit counts, in the order of time and then of the files:
who goes back and answers again has changed their mind. A question of `several` answers counts each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # takes time to load, and is an extra
    from duckdb import DuckDBPyConnection


class Names(NamedTuple):
    """The numbers of guides by each of their ids, and of nodes by the number of their guide and an id."""

    trees: Mapping[str, int]
    nodes: Mapping[tuple[int, str], int]
    endings: frozenset[int]
    several: frozenset[int]


@contextmanager
def connected() -> Iterator[DuckDBPyConnection]:
    """Open a database in memory, which uses a folder of its own when memory is short."""
    import duckdb  # noqa: PLC0415 - see above

    with TemporaryDirectory() as folder:
        # What is not in the package stays out: DuckDB would load it from the internet.
        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": folder,
        }
        with duckdb.connect(config=settings) as connection:
            yield connection


_SEEN = """
CREATE TABLE named AS SELECT
    rowid AS line,
    nullif(trim(session), '') AS session,
    CASE
        -- Seconds or milliseconds since 1970.
        WHEN moment BETWEEN 1e9 AND 1e10 THEN make_timestamp((moment * 1e6)::BIGINT)
        WHEN moment BETWEEN 1e12 AND 1e13 THEN make_timestamp((moment * 1e3)::BIGINT)
        WHEN try_cast(time AS TIMESTAMP) BETWEEN TIMESTAMP '1970-01-01' AND TIMESTAMP '2999-12-31'
            THEN try_cast(time AS TIMESTAMP)
    END AS happened,
    time IS NOT NULL AND trim(time) <> '' AS has_time,
    regexp_replace(lower(trim(event)), '^guided-help:', '') AS event,
    split_part(trim(tree), '#', 1) AS tree,
    coalesce(nullif(trim(node), ''), split_part(trim(tree), '#', 2)) AS node,
    nullif(trim("to"), '') AS target,
    CASE
        WHEN lower(trim(solved)) IN ('true', 't', '1', 'yes', 'y') THEN true
        WHEN lower(trim(solved)) IN ('false', 'f', '0', 'no', 'n') THEN false
    END AS solved,
    nullif(trim(solved), '') AS written,
    nullif(trim(language), '') AS language
FROM (SELECT *, rowid, try_cast(time AS DOUBLE) AS moment FROM raw);
DROP TABLE raw;
CREATE TABLE seen AS SELECT
    -- Of ten million sessions, two have the same hash once in 300,000 times.
    CASE WHEN session IS NULL THEN line::UBIGINT ELSE hash(session) END AS visit,
    session IS NOT NULL AS is_visit,
    {order} AS moment,
    happened,
    has_time,
    CASE event WHEN 'unsolved' THEN 'solved' ELSE event END AS event,
    solved AND event <> 'unsolved' AS solved,
    CASE WHEN event = 'solved' AND solved IS NULL THEN written END AS neither,
    CASE WHEN nodes.number IS NULL THEN named.tree END AS tree_name,
    CASE WHEN nodes.number IS NULL THEN named.node END AS node_name,
    trees.number AS tree,
    nodes.number AS node,
    event = 'answer' AND coalesce(contains(target, '#'), false) AS is_elsewhere,
    targets.number AS target,
    language
FROM named
LEFT JOIN trees ON named.tree = trees.name
LEFT JOIN nodes ON trees.number = nodes.tree AND named.node = nodes.name
LEFT JOIN trees AS target_trees ON target_trees.name =
    CASE WHEN contains(target, '#') THEN split_part(target, '#', 1) ELSE named.tree END
LEFT JOIN nodes AS targets ON target_trees.number = targets.tree AND targets.name =
    CASE WHEN contains(target, '#') THEN split_part(target, '#', 2) ELSE target END;
DROP TABLE named;
CREATE TABLE shown AS SELECT visit, is_visit, moment, happened, tree, node FROM seen
WHERE event IN ('step', 'end') AND node IS NOT NULL;
"""
_QUESTIONS: Mapping[str, str] = {
    "total": """
        SELECT count(*), count(DISTINCT visit), count(*) FILTER (NOT is_visit),
            count(*) FILTER (has_time AND happened IS NULL), min(happened), max(happened)
        FROM seen""",
    "languages": """
        SELECT language, count(DISTINCT visit) FROM seen WHERE tree IS NOT NULL AND language IS NOT NULL
        GROUP BY language ORDER BY 2 DESC, 1""",
    "trees": """
        SELECT tree, count(DISTINCT visit) FROM seen WHERE tree IS NOT NULL AND event IN ('step', 'end')
        GROUP BY tree""",
    "nodes": "SELECT node, count(DISTINCT visit) FROM shown GROUP BY node",
    "answers": """
        SELECT node, target, count(*) FROM (
            SELECT visit, node, arg_max(target, moment) AS target FROM seen
            WHERE event = 'answer' AND node IS NOT NULL AND target IS NOT NULL
                AND node NOT IN (SELECT number FROM several)
            GROUP BY visit, node
            UNION ALL
            SELECT DISTINCT visit, node, target FROM seen
            WHERE event = 'answer' AND node IN (SELECT number FROM several) AND target IS NOT NULL
        ) GROUP BY node, target""",
    "solved": """
        SELECT node, count(*) FILTER (solved), count(*) FILTER (NOT solved) FROM (
            SELECT visit, node, arg_max(solved, moment) AS solved FROM seen
            WHERE event = 'solved' AND node IS NOT NULL GROUP BY visit, node
        ) GROUP BY node""",
    "contacts": """
        SELECT node, count(DISTINCT visit) FROM seen WHERE event = 'contact' AND node IS NOT NULL
        GROUP BY node""",
    # An answer into another guide is the last that this guide sees of a visit.
    "ways": """
        SELECT tree, node, has_ended, has_gone_on, count(*) FROM (
            SELECT visit, tree, arg_max(node, moment) FILTER (event <> 'answer') AS node,
                bool_or(node IN (SELECT number FROM endings)) FILTER (event <> 'answer') AS has_ended,
                coalesce(arg_max(is_elsewhere, moment), false) AS has_gone_on
            FROM seen
            WHERE is_visit AND event IN ('step', 'end', 'answer') AND node IS NOT NULL
            GROUP BY visit, tree
        ) WHERE node IS NOT NULL GROUP BY ALL""",
    # A page that is loaded again shows the same step, and half an hour later, a customer was elsewhere.
    "seconds": """
        SELECT node, median(epoch(later - happened)) FROM (
            SELECT node, happened, lead(happened) OVER (PARTITION BY visit ORDER BY moment) AS later FROM (
                SELECT visit, node, happened, moment,
                    lag(node) OVER (PARTITION BY visit ORDER BY moment) AS before
                FROM shown WHERE is_visit AND happened IS NOT NULL
            ) WHERE node IS DISTINCT FROM before
        ) WHERE later - happened <= INTERVAL 30 MINUTE GROUP BY node""",
    "unknown": """
        SELECT tree_name, node_name, event, neither, count(*) FROM seen
        WHERE event NOT IN ('step', 'answer', 'end', 'solved', 'contact') OR event IS NULL OR node IS NULL
            OR neither IS NOT NULL
        GROUP BY ALL ORDER BY 5 DESC, 1, 2, 3, 4 LIMIT 1000""",
}


def answers(connection: DuckDBPyConnection, names: Names) -> Mapping[str, Sequence[tuple[Any, ...]]]:
    """Count the events of the table `raw`, which is used up, and return rows by the name of the question."""
    trees = [{"name": name, "number": number} for name, number in names.trees.items()]
    nodes = [{"tree": tree, "name": name, "number": number} for (tree, name), number in names.nodes.items()]
    _fill(connection, "trees", {"name": "VARCHAR", "number": "INTEGER"}, trees)
    _fill(connection, "nodes", {"tree": "INTEGER", "name": "VARCHAR", "number": "INTEGER"}, nodes)
    for table, numbers in (("endings", names.endings), ("several", names.several)):
        _fill(connection, table, {"number": "INTEGER"}, [{"number": one} for one in sorted(numbers)])
    timed = connection.execute("SELECT bool_or(trim(time) <> '') FROM raw").fetchone()
    # Files are in their order already; sorting millions of lines takes time.
    order = "row_number() OVER (ORDER BY happened NULLS FIRST, line)" if timed and timed[0] else "line"
    connection.execute(_SEEN.format(order=order))
    return {name: connection.execute(question).fetchall() for name, question in _QUESTIONS.items()}


def _fill(
    connection: DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]
) -> None:
    # `executemany` is slow: https://duckdb.org/docs/stable/clients/python/dbapi warns of it for many rows.
    connection.execute(
        f"CREATE TABLE {table} AS SELECT unnest(from_json(?, ?), recursive := true)",
        [json.dumps(rows), json.dumps([columns])],
    )
