"""What customers did in guides: the events of the page, read from files and counted."""
