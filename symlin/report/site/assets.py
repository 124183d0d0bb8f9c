"""The files that every site has beside its pages: its look, its scripts, the fonts' licences.

`site.css` and the scripts `site.js` and `list.js` are symlin's own. `minisearch.js` is MiniSearch
7.2.0 as npm has it, without the line that names its source map.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent / "files"


def assets() -> dict[str, bytes]:
    """Each file by its path in the site."""
    return {
        f"assets/{path.name}": path.read_bytes()
        for path in sorted(_FOLDER.iterdir())
        if path.is_file()
    }
