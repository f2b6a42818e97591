"""The pytest plugin: a test for every branch of a library."""
