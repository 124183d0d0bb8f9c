"""A wheel with data: the same bytes from the same files."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NAME = "symlin_playground"
INIT = '''"""The runtime of the page on which symlin answers in a browser: where its files are."""

from pathlib import Path

FOLDER = Path(__file__).parent / "files"
'''
METADATA = """Metadata-Version: 2.4
Name: symlin-playground
Version: {version}
Summary: The runtime of the page on which symlin answers in a browser (for symlin docs --playground)
License-Expression: {licence}
License-File: *
Requires-Python: >=3.11

Pyodide, python-flint with FLINT, GMP and MPFR, z3, Hypothesis, SymPy and mpmath for WebAssembly,
as `symlin docs OUT --playground` copies them into a site. Their licences lie beside them. Built by
`python -m tests.playground build` of symlin's sources.
"""
LICENCE = "MPL-2.0 AND PSF-2.0 AND MIT AND LGPL-3.0-or-later AND BSD-3-Clause AND Apache-2.0"
WHEEL = "Wheel-Version: 1.0\nGenerator: symlin\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def written(out: Path, version: str, files: Mapping[str, bytes]) -> Path:
    """The wheel with these files, in the folder `out`."""
    info = f"{NAME}-{version}.dist-info"
    texts = {k.removeprefix("licences/"): v for k, v in files.items() if k.startswith("licences/")}
    metadata = METADATA.format(version=version, licence=LICENCE)
    listed = "".join(f"License-File: {name}\n" for name in sorted(texts))
    whole = {f"{NAME}/files/{name}": data for name, data in files.items()}
    whole |= {
        f"{NAME}/__init__.py": INIT.encode(),
        f"{info}/METADATA": metadata.replace("License-File: *\n", listed).encode(),
        f"{info}/WHEEL": WHEEL.encode(),
        **{f"{info}/licenses/{name}": data for name, data in texts.items()},
    }
    record = "".join(
        f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in sorted(whole.items())
    )
    whole[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{NAME}-{version}-py3-none-any.whl"
    with ZipFile(target, "w") as archive:
        for name, data in whole.items():
            entry = ZipInfo(name)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, ZIP_DEFLATED, 6)
    return target


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()
