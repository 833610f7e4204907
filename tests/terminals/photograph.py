"""Photograph the program in real terminals. Run by hand: ``docs/terminals.md`` says how, and what was seen.

Needs Xvfb, ImageMagick (``import``) and the terminals; what is not installed is left out. Each picture shows the sample
document with an Arabic target, so that joined letters, order, brackets, numbers, caret and underlined names can be judged.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ARABIC = """\
قالت منظمة الصحة العالمية (WHO) في 2011 إن 33 دولة، منها “الأردن” ولبنان، وقّعت الاتفاق.
قال الدكتور محمد: لا إله إلا الله، والسلامُ عَلَيكُم، بنسبة 12.5%.
اضغط <b>هنا</b> ثم (<i>هناك</i>) واحذف {count} ملفات من [1].
"""
ENGLISH = """\
The World Health Organization (منظمة الصحة) met on 12/08/2014 and said that 33 countries had signed.
Doctor Muhammad answered that there was nothing to add, by 12.5%.
Press <b>here</b>, then (<i>there</i>) and delete {count} files of [1].
"""
TERMINALS: dict[str, list[str]] = {
    "xterm": ["xterm", "-fa", "DejaVu Sans Mono", "-fs", "11", "-geometry", "{w}x{h}", "-e", "{c}"],
    "vte": [
        "xfce4-terminal",
        "--disable-server",
        "--font=DejaVu Sans Mono 11",
        "--geometry={w}x{h}",
        "-x",
        "sh",
        "-c",
        "{c}",
    ],
    "konsole": ["konsole", "--nofork", "-p", "Font=DejaVu Sans Mono,11", "-e", "sh", "-c", "{c}"],
    "mlterm": ["mlterm", "-g", "{w}x{h}", "--fontsize=16", "-e", "sh", "-c", "{c}"],
    "kitty": ["kitty", "-o", "font_family=DejaVu Sans Mono", "-o", "font_size=11", "sh", "-c", "{c}"],
    "alacritty": [
        "alacritty",
        "-o",
        "font.size=11",
        "-o",
        "font.normal.family=DejaVu Sans Mono",
        "-e",
        "sh",
        "-c",
        "{c}",
    ],
}
"""How each starts a command: {c} the command, {w} and {h} columns and lines."""
BROWSERS = {"browser": ["--enable-unsafe-swiftshader"], "browser-without-webgl": ["--disable-3d-apis"]}
"""Flags of Chromium, with WebGL and without."""


def program(workspace: Path, user: Path, *words: str) -> str:
    """Return the shell command that starts the program there."""
    line = shlex.join([sys.executable, "-m", "workbench", "--workspace", str(workspace), *words])
    return f"env WORKBENCH_USER_DIR={shlex.quote(str(user))} {line}; sleep 30"


def prepare(folder: Path) -> Path:
    """Make a workspace with the article in an English to Arabic project and one the other way."""
    workspace = folder / "ws"
    run = [sys.executable, "-m", "workbench"]
    environ = {**os.environ, "WORKBENCH_USER_DIR": str(folder / "user")}
    for name, text in (("ar", ARABIC), ("en", ENGLISH)):
        (folder / name).mkdir()
        (folder / name / "article.txt").write_text(text, encoding="utf-8")

    def do(*words: str) -> None:
        subprocess.run([*run, *words], check=True, env=environ, capture_output=True)

    do("init", str(workspace))
    for name, source, target in (("ar", "ar", "en"), ("en", "en", "ar")):
        do("--workspace", str(workspace), "project", "new", name, "--from", source, "--to", target)
        do("--workspace", str(workspace), "import", name, str(folder / name / "article.txt"))
    for number, target in enumerate(ARABIC.splitlines(), 1):
        do("--workspace", str(workspace), "edit", "en/article", str(number), "--target", target)
    do("--workspace", str(workspace), "glossary", "add", "منظمة الصحة العالمية", "World Health Organization")
    return workspace


class Display:
    """A screen nobody sees."""

    def __init__(self, number: int) -> None:
        self.environ = {**os.environ, "DISPLAY": f":{number}", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        for name in ("TMUX", "TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION", "WAYLAND_DISPLAY"):
            self.environ.pop(name, None)
        self._server = subprocess.Popen(
            ["Xvfb", f":{number}", "-screen", "0", "1280x800x24"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(1)

    def show(self, command: list[str], picture: Path, seconds: float) -> None:
        """Run a program, wait, photograph it, end it."""
        process = subprocess.Popen(
            command, env=self.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(seconds)
        subprocess.run(["import", "-window", "root", str(picture)], env=self.environ, check=True)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 15)
        process.wait(timeout=20)
        time.sleep(0.5)

    def close(self) -> None:
        """End it."""
        self._server.terminate()
        self._server.wait()


def filled(words: list[str], command: str, size: tuple[int, int]) -> list[str]:
    """Return a terminal's command line with everything put in."""
    wrapped = f"sh -c {shlex.quote(command)}" if words[-2] == "-e" and words[0] == "xterm" else command
    return [w.replace("{c}", wrapped).replace("{w}", str(size[0])).replace("{h}", str(size[1])) for w in words]


def main() -> None:
    """Photograph what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--only", nargs="*", default=[], help="names of terminals")
    parser.add_argument("--seconds", type=float, default=7, help="how long each program has to start")
    parser.add_argument("--size", default="100x30")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    columns, lines = (int(n) for n in asked.size.split("x"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = prepare(folder)
        display = Display(87)
        try:
            for terminal, words in TERMINALS.items():
                for tmux in (False, True):
                    label = f"{terminal}-tmux" if tmux else terminal
                    if (asked.only and label not in asked.only) or not shutil.which(words[0]):
                        continue
                    command = program(workspace, folder / "user", "open", "en", "article")
                    if tmux:
                        socket = folder / f"tmux-{terminal}"
                        setup = f"tmux -u -S {socket} -f /dev/null set -g allow-passthrough on \\;"
                        command = f"{setup} new-session {shlex.quote(command)}"
                    display.show(filled(words, command, (columns, lines)), asked.out / f"{label}.png", asked.seconds)
                    print(asked.out / f"{label}.png")
            for label, flags in BROWSERS.items():
                if (not asked.only or label in asked.only) and shutil.which("chromium"):
                    browser(display, workspace, folder, asked.out / f"{label}.png", asked.seconds, flags)
        finally:
            display.close()


def browser(display: Display, workspace: Path, folder: Path, picture: Path, seconds: float, more: list[str]) -> None:
    """Photograph ``workbench serve`` in Chromium."""
    serve = subprocess.Popen(
        [sys.executable, "-m", "workbench", "--workspace", str(workspace), "serve", "en", "article"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "WORKBENCH_USER_DIR": str(folder / "user"), "PYTHONUNBUFFERED": "1"},
    )
    assert serve.stdout is not None
    address = serve.stdout.readline().strip()
    profile = folder / "chromium"
    flags = [
        "--no-sandbox",
        "--no-first-run",
        "--enable-unsafe-swiftshader",
        "--window-size=1000,640",
        f"--user-data-dir={profile}",
        f"--app={address}",
    ]
    display.show(["chromium", *flags], picture, seconds + 4)
    serve.terminate()
    serve.wait(timeout=20)
    print(picture)


if __name__ == "__main__":
    main()
