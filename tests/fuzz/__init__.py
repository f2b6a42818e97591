"""A fuzzer for everything that Izeja reads: see `__main__`."""
