from __future__ import annotations


def files_in(folder):
    """The names of what is in a folder, which need not exist."""
    return sorted(path.name for path in folder.glob("*")) if folder.exists() else []
