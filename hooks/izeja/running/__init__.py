"""Runs work in several processes; memoises, times and locks it; puts off interruptions. It knows no tree."""

PUBLIC = {
    "git": ["GitError", "unpack_revision"],
    "interruptions": ["Interruptions", "interruptions_put_off"],
    "lock": ["BusyError", "locked", "this_command", "unlock"],
    "memo": ["Memory"],
    "own_machine": ["HOST", "cannot_serve", "hosts_at"],
    "processes": ["Pool", "Task", "Work", "chunks", "free_cores", "start"],
    "timing": ["as_table", "phase"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
