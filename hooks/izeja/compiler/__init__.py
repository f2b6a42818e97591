"""From a folder of trees to a proved library in every language: all phases, in their order."""

from izeja.compiler.check import check_library
from izeja.compiler.compile import compile_library, no_garbage_collection
from izeja.compiler.compiled import Compiled

__all__ = ["Compiled", "check_library", "compile_library", "no_garbage_collection"]
