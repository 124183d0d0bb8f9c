"""What the runtime is made of: fetched by the registries' own clients, and known by its hash."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

PLATFORM = "pyemscripten_2026_0_wasm32"
PYTHON = "3.14"


@dataclass(frozen=True)
class Pin:
    """One file of a registry, by the hash of its bytes."""

    name: str
    version: str
    file: str
    licence: str
    registry: str
    sha256: str


def pins() -> list[Pin]:
    """All of them, as they stand in pins.json."""
    rows = json.loads(Path(__file__).with_name("pins.json").read_text(encoding="utf-8"))
    return [Pin(registry=row.pop("from"), **row) for row in rows]


def fetched(pin: Pin, cache: Path) -> Path:
    """The file, in the folder `cache`; raises `ValueError` where its bytes are others."""
    target = cache / pin.file
    if not target.is_file():
        command = _npm(pin, cache) if pin.registry == "npm" else _pip(pin, cache)
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            raise ValueError(f"{pin.name} {pin.version}: {done.stderr.strip()[-400:]}")
    found = hashlib.sha256(target.read_bytes()).hexdigest()
    if found != pin.sha256:
        raise ValueError(f"{pin.file} has the SHA-256 {found}, not {pin.sha256}")
    return target


def _npm(pin: Pin, cache: Path) -> list[str]:
    return [
        "npm",
        "pack",
        "--silent",
        "--pack-destination",
        str(cache),
        f"{pin.name}@{pin.version}",
    ]


def _pip(pin: Pin, cache: Path) -> list[str]:
    tags = [f"--abi={tag}" for tag in ("cp314", "abi3", "none")]
    return [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
        f"--platform={PLATFORM}", f"--python-version={PYTHON}", "--implementation=cp", *tags,
        "--dest", str(cache), f"{pin.name}=={pin.version}",
    ]  # fmt: skip


def opened(pin: Pin, cache: Path) -> Path:
    """The folder with what is in the file."""
    folder = cache / "open" / f"{pin.name}-{pin.version}"
    if not folder.is_dir():
        file, half = fetched(pin, cache), folder.with_suffix(".half")
        if pin.registry == "npm":
            with tarfile.open(file) as archive:
                archive.extractall(half, filter="data")
        else:
            with zipfile.ZipFile(file) as archive:
                archive.extractall(half)
        half.rename(folder)
    return folder
