"""Packages that a browser loads when something imports them, and not before."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from symlin.playground.pack import unpacked


class Loader(MetaPathFinder):
    """Puts a pack in its place when its package is imported for the first time, and finds nothing
    itself: whoever is asked next finds the files."""

    def __init__(
        self, folder: Path, packs: Mapping[str, str], fetch: Callable[[str], bytes]
    ) -> None:
        self.folder = folder
        self.packs = packs
        """The pack of each package or module that is not there from the beginning."""
        self.fetch = fetch
        self.there: set[str] = set()

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Nothing; the files are there afterwards. Raises `ImportError` where they do not come."""
        pack = self.packs.get(name)
        if pack is not None and pack not in self.there:
            try:
                data = self.fetch(pack)
            except OSError as error:
                raise ImportError(f"{name} could not be loaded: {error}", name=name) from None
            place(data, self.folder)
            where = str(self.folder)
            self.there.add(pack)
            for known in [path for path in sys.path_importer_cache if path.startswith(where)]:
                del sys.path_importer_cache[known]  # its listing is of before
        return None


def place(data: bytes, folder: Path) -> None:
    """The files of a pack, below the folder."""
    made = set()
    for name, content in unpacked(data):
        target = folder / name
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(content)


def install(folder: str, packs: Mapping[str, str], fetch: Callable[[str], bytes]) -> None:
    """From now on an import of what is in one of these packs loads it."""
    sys.meta_path.insert(0, Loader(Path(folder), packs, fetch))
