"""The hours of a contact in the words of many languages, among them those for which CLDR or Babel has gaps.

`hours.txt` has what pages show; `--update-goldens` writes it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from izeja.language.hours import Hours, zones
from izeja.page.contacts_view import hours_shown

GOLDEN = Path(__file__).with_name("hours.txt")
HOURS = Hours.model_validate(
    {
        "time_zone": "Europe/Riga",
        "weekly": {
            "monday-tuesday": ["9:00-12:00", "13:00-18:30"],
            "wednesday": ["6:00-9:00", "10:00-2:00"],
            "thursday": "12:00-24:00",
            "friday": "22:00-6:00",
            "saturday": ["8:30-9:00", "10:00-11:00", "12:30-13:15"],
            "sunday": "0:00-24:00",
        },
        "closed": ["2026-12-24 to 2026-12-26", "2026-12-31 to 2027-01-02", "2027-05-01"],
    }
)
LANGUAGES = (
    *("en", "lv", "ar", "de", "et", "lt", "pl", "uk"),
    *("bg", "el", "en-AU", "en-GB", "fa", "fr", "he", "ja", "ko", "nl", "sq", "sv", "th", "zh-Hant"),
)


def lines(language: str) -> str:
    shown = hours_shown(HOURS, language)
    listed = [f"{line.days}: {line.times or '(the whole day)'}" for line in shown.lines]
    return "\n".join((f"= {language}", *listed, *shown.closed, shown.city))


def test_hours_in_many_languages(update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    # Spaces of other widths would be seen as ordinary ones in the file.
    text = (
        "\n\n".join(map(lines, LANGUAGES)).replace("\u2009", " ").replace("\u202f", "_").replace("\xa0", "_")
    )
    if update_goldens:
        GOLDEN.write_text(f"{text}\n", "utf-8")
    assert text == GOLDEN.read_text("utf-8").rstrip("\n")


@pytest.mark.parametrize("language", ["en", "lv", "ar"])
def test_every_time_zone_has_a_city(language: str) -> None:
    for zone in zones():
        city = hours_shown(HOURS.model_copy(update={"time_zone": zone}), language).city
        assert city
        assert not set(city) & set("{}%_")
