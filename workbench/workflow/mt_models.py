"""Translation models on this computer: the person's, for every workspace."""

from __future__ import annotations

import shutil
from pathlib import Path

from workbench.config import user_paths
from workbench.errors import FileError, NotFoundError
from workbench.mt import models
from workbench.mt.models import Installed


def install_model(path: Path, pair: tuple[str, str] | None = None) -> Installed:
    """Copy a model from a package or folder to where the engine finds it; see :func:`workbench.mt.models.install`."""
    return models.install(path, user_paths().models, pair)


def list_models() -> list[Installed]:
    """Return the models there are, broken ones too."""
    return models.installed(user_paths().models)


def remove_model(name: str) -> Installed:
    """Delete the model of this folder name and return what it was.

    Raises :class:`NotFoundError` naming those there are, :class:`FileError` when it cannot be deleted.
    """
    found = list_models()
    model = next((m for m in found if m.folder.name == name), None)
    if model is None:
        there = ", ".join(m.folder.name for m in found) or "none yet"
        raise NotFoundError(f"There is no model {name!r}.", f"Models here: {there}.")
    try:
        if model.folder.is_symlink():
            # It lies elsewhere and is somebody's; only the way to it is ours.
            model.folder.unlink()
        else:
            shutil.rmtree(model.folder)
    except OSError as e:
        reason = e.strerror or type(e).__name__
        raise FileError(model.folder, f"cannot be deleted ({reason}).", "Close what uses it, then again.") from e
    return model
