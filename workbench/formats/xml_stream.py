"""Large XML files element by element, behind a fence.

The parser fetches nothing and expands no entity from outside; entities that grow beyond reason, texts over 10 MB and nesting
over 256 levels end the reading (libxml2's own limits).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from workbench.errors import FileError


def safe_parser() -> etree.XMLParser:
    """Return a parser behind the fence, for a text that is at hand as a whole."""
    return etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type] # the stubs know only bool
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def elements(
    path: Path, *, what: str, roots: Collection[str], entries: Collection[str], others: Collection[str] = (), noun: str
) -> Iterator[Any]:
    """Yield the elements of these local names, ``entries`` and ``others``, each forgotten afterwards.

    Namespaces stay on the tags: see :func:`local_name` and :func:`without_namespaces`. ``what`` is the format's name and
    ``noun`` what an entry is called in messages. Raises :class:`FileError` when the file is empty, begins with another
    element than ``roots``, is cut off or not well-formed (then with the line).
    """
    done = 0
    try:
        with path.open("rb") as f:
            if not f.read(1):
                raise FileError(path, "the file is empty.", "Export it again from the program it is from.")
            f.seek(0)
            events = etree.iterparse(
                f,
                events=("end",),
                # Python sees no other element: most of the time of a large file would go there.
                tag=tuple(f"{{*}}{name}" for name in (*roots, *entries, *others)),
                resolve_entities="internal",
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
            root = None
            for _event, element in events:
                if root is None:
                    root = element.getroottree().getroot()
                    _check_root(path, root, what, roots)
                name = local_name(element.tag)
                if name in entries or name in others:
                    done += name in entries
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
            if root is None:
                _check_root(path, events.root, what, roots)
    except etree.XMLSyntaxError as e:
        raise _syntax_error(path, e, done, noun) from e
    except (OSError, LookupError) as e:
        reason = e.strerror if isinstance(e, OSError) and e.strerror else str(e)
        raise FileError(path, f"cannot be read ({reason}).", "Check the name and its rights.") from e


@lru_cache(1000)
def local_name(tag: str) -> str:
    """Return a tag without its namespace."""
    return tag.rpartition("}")[2]


def without_namespaces(element: Any) -> Any:
    """Take the namespaces off an element and all in it, and return it."""
    if element.tag.startswith("{"):
        for part in element.iter(etree.Element):
            part.tag = local_name(part.tag)
    return element


def _check_root(path: Path, root: Any, what: str, roots: Collection[str]) -> None:
    name = etree.QName(root).localname
    if name not in roots:
        wanted = " or ".join(f"<{r}>" for r in roots)
        raise FileError(path, f"is no {what} file: it begins with <{name}>.", f"A {what} file begins with {wanted}.")


def _syntax_error(path: Path, error: etree.XMLSyntaxError, done: int, noun: str) -> FileError:
    line = getattr(error, "lineno", 0) or 0
    reason = (error.msg or "not well-formed").split(", line")[0]
    if "entity" in reason.lower() or "amplification" in reason.lower():
        reason = f"it uses an entity that is not allowed ({reason})"
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    count = {0: f"no complete {noun}", 1: f"1 complete {noun}"}.get(done, f"{done} complete {plural}")
    before = f"{count} stood before it"
    return FileError(path, f"the file is broken here: {reason}; {before}, none was taken.", "Export it again.", line)
