"""What a browser loads: packs, the runtime, and symlin's own sources."""

from __future__ import annotations

import gzip
import json
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from symlin.commands.cli import cli
from symlin.errors import InputError, NotInstalled
from symlin.playground.files import asking
from symlin.playground.lazily import Loader
from symlin.playground.pack import packed, plain, unpacked
from symlin.playground.runtime import BYTECODE, FORMAT, MANIFEST, runtime
from symlin.playground.sources import own_packs, sources

FILES = {"a/b.pyc": b"\x00\x1f\x8b", "c.so": b"", "ä.py": "ü".encode()}


def made(folder: Path, **changed: object) -> Path:
    """A runtime of a few bytes, as a folder."""
    files = {
        "pyodide.js": b"//", "pyodide.asm.js": b"//", "python.pack": packed({}),
        "stdlib.pack": packed({}), "flint.pack": packed({}), BYTECODE: packed({}),
        "licences/z3/LICENSE": b"MIT",
    }  # fmt: skip
    about = {
        "format": FORMAT, "modules": {"z3": "z3.pack"}, "packages": {}, "lock": {},
        "files": {
            name: {"size": len(data), "sha256": sha256(data).hexdigest()}
            for name, data in files.items()
        },
        **changed,
    }  # fmt: skip
    files[MANIFEST] = json.dumps(about).encode()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.quick
def test_a_pack_gives_back_what_was_put_in_and_is_the_same_every_time() -> None:
    """A site is compared byte by byte; a file that is empty or called ä is a file."""
    data = packed(FILES)
    assert dict(unpacked(data)) == FILES
    assert packed(dict(reversed(FILES.items()))) == data


def test_a_pack_that_a_server_has_unpacked_is_read_as_well() -> None:
    """Some servers do so on the way; the browser then never sees the compressed bytes."""
    data = packed(FILES)
    assert gzip.decompress(data) == plain(data)
    assert dict(unpacked(plain(data))) == FILES


def test_a_runtime_whose_bytes_are_others_is_refused(tmp_path: Path) -> None:
    """Half a copy would end in a page that fails at its readers' places."""
    folder = made(tmp_path)
    assert runtime(folder).modules == {"z3": "z3.pack"}
    (folder / "flint.pack").write_bytes(b"half")
    with pytest.raises(InputError, match=r"flint\.pack is not the file"):
        runtime(folder)
    (folder / "flint.pack").unlink()
    with pytest.raises(InputError, match=r"flint\.pack is missing"):
        runtime(folder)


def test_a_runtime_of_another_format_is_refused(tmp_path: Path) -> None:
    """Both have versions of their own."""
    with pytest.raises(InputError, match="reads runtimes of the format 1"):
        runtime(made(tmp_path, format=2))


def test_without_the_runtime_the_command_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2 and the pip command, before any page is made; nothing is written."""
    monkeypatch.setitem(sys.modules, "symlin_playground", None)
    monkeypatch.setattr("symlin.playground.runtime.find_spec", lambda name: None)
    with pytest.raises(NotInstalled):
        runtime(None)
    for words in (["--playground"], ["--playground", str(tmp_path)]):
        result = CliRunner().invoke(cli, ["docs", str(tmp_path / "site"), *words])
        assert result.exit_code == 2
        assert "pip install 'symlin[playground]'" in result.output
    assert not (tmp_path / "site").exists()


def test_the_page_is_for_the_site_about_the_catalog(tmp_path: Path) -> None:
    """Markdown runs nothing, and a site about one's own operators has other names on it."""
    words = ["docs", str(tmp_path / "site"), "--playground", str(made(tmp_path)), "--format", "md"]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 2
    assert "about the catalog, in HTML" in result.output


def test_each_module_of_symlin_is_in_one_of_two_packs() -> None:
    """What the first answer takes comes first; the table says where the others are."""
    packs = own_packs(packed({}))
    first, rest = dict(unpacked(packs.first)), dict(unpacked(packs.rest))
    assert {**first, **rest} == sources()
    assert not first.keys() & rest.keys()
    assert "symlin/kernel/checker.py" in first
    assert "symlin/catalog/operators/relu.py" in first
    assert "symlin.crosscheck.functions" in packs.later
    assert len(packs.later) == len(rest)
    assert own_packs(packed({})) == packs


def test_modules_that_are_as_they_were_come_compiled() -> None:
    """Only where the source is the very one that was compiled."""
    text = sources()["symlin/errors.py"]
    packs = own_packs(packed({sha256(text).hexdigest(): b"code", "0" * 64: b"other"}))
    first = dict(unpacked(packs.first))
    assert first["symlin/errors.pyc"] == b"code"
    assert "symlin/errors.py" not in first
    assert b"other" not in first.values()


def test_a_package_comes_when_it_is_imported_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """z3 is three megabytes that many questions do without."""
    fetched: list[str] = []

    def fetch(pack: str) -> bytes:
        fetched.append(pack)
        return packed({"lazyone/__init__.py": b"value = 7", "lazytwo.py": b"value = 8"})

    loader = Loader(tmp_path, {"lazyone": "lazy.pack", "lazytwo": "lazy.pack"}, fetch)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "meta_path", [loader, *sys.meta_path])
    import lazyone  # type: ignore[import-not-found]
    import lazytwo  # type: ignore[import-not-found]

    assert (lazyone.value, lazytwo.value, fetched) == (7, 8, ["lazy.pack"])


def test_a_pack_that_does_not_come_is_a_module_that_is_missing(tmp_path: Path) -> None:
    """Whoever imports it has an answer for that."""

    def fetch(pack: str) -> bytes:
        raise OSError("no network")

    loader = Loader(tmp_path, {"lazythree": "lazy.pack"}, fetch)
    with pytest.raises(ImportError, match="no network"):
        loader.find_spec("lazythree", None)


def test_files_that_never_change_have_their_content_in_their_names(tmp_path: Path) -> None:
    """A browser may keep them for ever; the table, which has one name, says which are in force."""
    files = asking(runtime(made(tmp_path)), ["relu"]).files
    about = json.loads(files["ask/runtime.json"])
    for name, said in about["files"].items():
        data = files[f"ask/{said['path']}"]
        assert said["size"] == len(data)
        assert sha256(data).hexdigest()[:12] in said["path"], name
    assert set(about["first"]) <= about["files"].keys()
    assert BYTECODE not in about["files"]
    assert files["ask/runtime/licences/z3/LICENSE"] == b"MIT"
    endings = {Path(path).suffix for path in files if "licences" not in path}
    assert endings == {".js", ".css", ".json", ".pack"}  # no .mjs, which many servers do not know
