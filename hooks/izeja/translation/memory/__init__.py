"""What was translated before, elsewhere or by others: read, and offered to the translators of a library."""
