"""What `make mutation` relies on: a sample that stays the same, and scores that are held."""

from __future__ import annotations

import pytest

from mutation.__main__ import PAGE, ROW, fallen, recorded, row
from mutation.rooms import ROOMS, ROOT, Result, sample

NAMES = [f"izeja.proof.x_f__mutmut_{number}" for number in range(1000)]


def test_every_room_has_a_score() -> None:
    assert recorded().keys() == ROOMS.keys()
    for _, mutants, noticed, score in ROW.findall(PAGE.read_text("utf-8")):
        assert f"{100 * int(noticed) / int(mutants):.1f}" == score


@pytest.mark.parametrize("room", ROOMS)
def test_the_tests_of_a_room_exist(room: str) -> None:
    assert all((ROOT / test).exists() for test in ROOMS[room])


def test_an_edit_leaves_most_of_the_sample() -> None:
    taken = set(sample(NAMES, 300))
    assert sample(reversed(NAMES), 300) == sample(NAMES, 300)
    assert len(taken - set(sample(NAMES[10:], 300))) <= 10
    assert len(sample(NAMES, 2000)) == 1000


def test_a_score_that_falls_is_named() -> None:
    result = Result("proof", 200, {str(number): "" for number in range(20)})
    assert row(result) == "| `proof` | 200 | 180 | 90.0 % |"
    assert fallen([result], {"proof": 91.9}) == []
    assert fallen([result], {"proof": 92.1}) == ["proof: 90.0 %, was 92.1 %"]
