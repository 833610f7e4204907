"""Folders in which a database is not safe: network mounts and folders a sync program copies."""

from __future__ import annotations

import sys
from pathlib import Path

NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "vboxsf", "afs"})
"""Mount types whose locks and shared memory cannot be trusted with WAL."""
SYNCED = ("dropbox", "onedrive", "google drive", "googledrive", "nextcloud", "owncloud", "icloud drive", "icloud~")
"""Beginnings of folder names under which a sync program copies files behind SQLite's back."""


def mount_type(folder: Path, mountinfo: str | None = None) -> str:
    """Return the type of the file system ``folder`` lies on, '' where it cannot be known (not on Linux).

    ``mountinfo`` replaces the content of ``/proc/self/mountinfo`` (format: proc(5)).
    """
    if mountinfo is None:
        if not sys.platform.startswith("linux"):
            return ""
        try:
            mountinfo = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    best, kind = -1, ""
    here = folder.resolve()
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        fields, types = left.split(), right.split()
        if len(fields) < 5 or not types:
            continue
        point = Path(fields[4].replace("\\040", " "))
        if (here == point or point in here.parents) and len(point.parts) > best:
            best, kind = len(point.parts), types[0]
    return kind


def on_network(folder: Path, mountinfo: str | None = None) -> bool:
    """Whether the folder lies on a network file system."""
    return mount_type(folder, mountinfo) in NETWORK


def synced_by(folder: Path) -> str:
    """Return the name of the synchronised folder this one lies in, '' when there is none."""
    for part in folder.resolve().parts:
        if part.casefold().startswith(SYNCED):
            return part
    return ""
