"""Work in several processes, results kept between runs, and timing. It knows no tree."""

PUBLIC = {"memo": ["Memory"], "processes": ["Crew", "News", "start"], "timing": ["as_table", "phase"]}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
