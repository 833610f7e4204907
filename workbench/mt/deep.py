"""deep-translator behind the fence: the one module that imports that library.

Its traps (measured with 1.11.4): no timeout; objects must not be shared between threads, or answers reach other
sentences (49 of 480 did); error pages come back as translations; two exception roots; texts of exceptions hold the text
that was sent.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from workbench.mt.http_fence import fence


def google() -> Any:
    """Return the class for Google's web page; make a new object for every call."""
    import deep_translator.google as module

    module.requests = fence()
    return module.GoogleTranslator


def mymemory() -> Any:
    """Return the class for MyMemory; make a new object for every call."""
    import deep_translator.mymemory as module

    module.requests = fence()
    return module.MyMemoryTranslator


def library_version() -> str:
    """Return the library's version as installed; what it says of itself is two years old."""
    return version("deep-translator")
