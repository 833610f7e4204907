"""The one table of commands: name, where it is written, what it is for.

Help is printed from here without loading click, so that ``workbench --help`` answers at once.
"""

from __future__ import annotations

COMMANDS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Begin",
        (
            (
                "demo",
                "workbench.cli.demo:demo",
                "Make a sample workspace and open it, or print a report without a terminal.",
            ),
            ("init", "workbench.cli.projects:init", "Make a workspace in a folder."),
            ("project", "workbench.cli.projects:project", "Make, list, set, rename, archive and remove projects."),
            ("import", "workbench.cli.importing:import_", "Import articles (plain text) into a project."),
        ),
    ),
    (
        "Translate",
        (
            ("open", "workbench.cli.articles:open_", "Open a document in the translator's screen."),
            ("edit", "workbench.cli.articles:edit", "Show or change one segment."),
            ("list", "workbench.cli.looking:list_", "List the segments of a project or document, all or some."),
            ("history", "workbench.cli.looking:history", "Show what happened to a segment; have a text of it again."),
            ("serve", "workbench.cli.serve:serve", "Show the same screen in a browser on this computer."),
            (
                "pretranslate",
                "workbench.cli.articles:pretranslate",
                "Fill open segments from memory or machine translation.",
            ),
            ("replace", "workbench.cli.replace:replace", "Find and replace in targets: shown first, undone as one."),
            ("comment", "workbench.cli.comments:comment", "Say something of a segment, for others."),
            ("comments", "workbench.cli.comments:comments", "List what was said of segments; mark it as done."),
            ("check", "workbench.cli.check:check", "List the issues of a project or document."),
            ("stats", "workbench.cli.stats:stats", "Count words, match bands, states, and the time it took."),
            ("export", "workbench.cli.articles:export", "Write the target article, or the pairs as TMX or CSV."),
            ("deliver", "workbench.cli.deliver:deliver", "Prove an article, then write all its files together."),
        ),
    ),
    (
        "Language resources",
        (
            ("tm", "workbench.cli.tm:tm", "Translation memories: import, search, look after, export."),
            ("mt", "workbench.cli.mt:mt", "Machine translation: engines, what may be sent, what was."),
            ("align", "workbench.cli.align:align", "Make pairs from an article and its translation."),
            ("glossary", "workbench.cli.glossary:glossary", "Glossaries: list, add, find, hits, lint."),
            ("segments", "workbench.cli.texts:segments", "Split a text into segments; needs no project."),
            ("words", "workbench.cli.texts:words", "Count the words of a text; needs no project."),
            ("srx", "workbench.cli.texts:srx", "Write our segmentation rules as SRX for other tools."),
            ("numbers", "workbench.cli.texts:numbers", "List the figures and dates of a text; needs no project."),
        ),
    ),
    (
        "Look after it",
        (
            (
                "terminal",
                "workbench.cli.terminal:terminal",
                "Show how Arabic is sent here; pick the line that reads right.",
            ),
            ("keys", "workbench.cli.keys:keys", "List the keys of the editor, yours included."),
            (
                "undo",
                "workbench.cli.upkeep:undo",
                "Take back an import, upkeep of a memory, a pretranslation as a whole.",
            ),
            ("backup", "workbench.cli.upkeep:backup", "Make a backup of the database now."),
            ("restore", "workbench.cli.upkeep:restore", "Put a backup in place of the database."),
            ("doctor", "workbench.cli.upkeep:doctor", "Look for anything wrong with the workspace."),
        ),
    ),
)

INTRO = """\
Usage: workbench [OPTIONS] [COMMAND] [ARGS]...

  A translation and glossary workbench for Arabic and English.
  Without a command it opens the home screen.

Options:
  --workspace DIR  Folder of the workspace (else WORKBENCH_HOME, else found from here upwards).
  --offline        Ask no engine beyond this computer, whatever was allowed (as WORKBENCH_OFFLINE=1).
  --version        Show the version.
  -h, --help       Show this help; every command has its own.
"""

OUTRO = "Exit codes: 0 done, 1 error, 2 wrong usage, 3 done but with findings.\n"


def help_text() -> str:
    """Return the help of the whole program."""
    parts = [INTRO]
    for title, rows in COMMANDS:
        parts.append(f"{title}:\n" + "".join(f"  {name:<13}{text}\n" for name, _where, text in rows))
    return "\n".join([*parts, OUTRO])


def targets() -> dict[str, str]:
    """Return where each command is written, by name."""
    return {name: where for _title, rows in COMMANDS for name, where, _text in rows}
