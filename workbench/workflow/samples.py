"""Where the samples are: once in the repository, or inside the installed package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.errors import NotFoundError

ARTICLES = (("sample", "ar", "en"), ("sample-en", "en", "ar"))
"""The demo's projects with their direction; articles are told apart by ``.ar.`` or ``.en.`` in the file name."""


@dataclass(frozen=True, slots=True)
class Samples:
    """The sample files."""

    root: Path

    @property
    def glossary(self) -> Path:
        """Names and titles."""
        return self.root / "glossaries" / "names-and-titles.csv"

    @property
    def memory(self) -> Path:
        """Pairs of which some match the articles."""
        return self.root / "projects" / "sample" / "memory" / "sample.tmx"

    def articles(self, language: str) -> list[Path]:
        """Return the articles written in a language."""
        return sorted((self.root / "projects" / "sample" / "source").glob(f"*.{language}.txt"))


def find_samples() -> Samples:
    """Return the samples of the installed package, else those of the checkout the package is run from."""
    package = Path(__file__).resolve().parent.parent
    for root in (package / "_samples", package.parent):
        samples = Samples(root)
        if samples.glossary.is_file() and samples.memory.is_file():
            return samples
    raise NotFoundError("The sample files are not in this installation.", "Install the program again.")
