"""``mt install`` and ``mt models``: translation models on this computer."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.app import Session, notice
from workbench.cli.mt import agreed, mt
from workbench.cli.output import Column, Page, json_option, print_json
from workbench.errors import UsageError
from workbench.model import LANGUAGES


@mt.command("install")
@click.argument("path", metavar="FILE|DIR", type=click.Path(path_type=Path))
@click.option(
    "--from", "source", type=click.Choice(LANGUAGES), help="Source language, where the model does not say it."
)
@click.option("--to", "target", type=click.Choice(LANGUAGES), help="Target language.")
def mt_install(path: Path, source: str | None, target: str | None) -> None:
    """Install a model for this computer: an Argos package (.argosmodel), or a folder of CTranslate2.

    It serves every workspace of yours. Nothing is fetched from anywhere.
    """
    from workbench.workflow.mt_models import install_model

    pair: tuple[str, str] | None = None
    if source is not None and target is not None and source != target:
        pair = source, target
    elif source is not None or target is not None:
        raise UsageError("One language alone is no pair.", "Give both: --from ar --to en, or --from en --to ar.")
    done = install_model(path, pair)
    notice(f"{done.folder.name}: {done.source} to {done.target}, {done.size / 1e6:.0f} MB, in {done.folder}")
    if done.trouble:
        notice(f"It cannot be used: {done.trouble}.")
    if done.licence:
        notice(f"What its maker says of its licence: {done.folder / done.licence}")
    notice("Try it with: workbench mt test local")


@mt.command("models")
@click.option("--remove", "name", metavar="NAME", help="Delete this model.")
@click.option("--yes", is_flag=True, help="Delete without asking.")
@json_option
@click.pass_obj
def mt_models(session: Session, name: str | None, yes: bool, as_json: bool) -> None:
    """List the models that are installed on this computer, or delete one."""
    from workbench.workflow.mt_models import list_models, remove_model

    if name is not None:
        if any(m.folder.name == name for m in list_models()):
            agreed(f"Delete model {name}?", yes)
        gone = remove_model(name)
        notice(f"Model {gone.folder.name} deleted.")
        if as_json:
            print_json({"deleted": gone.folder.name})
        return
    found = list_models()
    if as_json:
        print_json(
            [
                {
                    "model": m.folder.name,
                    "from": m.source,
                    "to": m.target,
                    "version": m.version,
                    "origin": m.origin,
                    "licence": m.licence,
                    "bytes": m.size,
                    "folder": str(m.folder),
                    "trouble": m.trouble,
                }
                for m in found
            ]
        )
        return
    if not found:
        notice("No model is installed. Install one with: workbench mt install FILE.argosmodel")
        return
    Page(session).table(
        [Column("model"), Column("pair"), Column("version"), Column("MB", right=True), Column("")],
        [(m.folder.name, f"{m.source}>{m.target}", m.version, f"{m.size / 1e6:.0f}", m.trouble) for m in found],
    )
