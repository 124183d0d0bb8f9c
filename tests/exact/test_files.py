"""A file is whole or what it was before, and what somebody else put in a folder stays there."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from symlin.exact import files
from symlin.exact.files import LIST, growing, save, save_all

pytestmark = pytest.mark.quick

ONE = {"index.html": b"one", "operators/relu.html": b"page"}
TWO = {"index.html": b"two", "operators/relu.html": b"page"}
links = pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links")


def content(folder: Path) -> dict[str, bytes]:
    """What is in the folder, the list of symlin's own files left out."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {path: p.read_bytes() for path, p in found.items() if path != LIST}


def fill_up(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    """A disk on which files of so many bytes have room, and larger ones half of it."""
    opened = Path.open

    def limited(path: Path, mode: str = "r", buffering: int = -1, **options: object) -> object:
        file = opened(path, mode, buffering, **options)  # type: ignore[call-overload]
        return Full(file, room) if "x" in mode or "w" in mode else file

    monkeypatch.setattr(Path, "open", limited)


class Full:
    """A file on that disk."""

    def __init__(self, file: object, room: int) -> None:
        self.file, self.room = file, room

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *raised: object) -> None:
        self.file.close()  # type: ignore[attr-defined]

    def truncate(self, size: int) -> None:
        self.file.truncate(size)  # type: ignore[attr-defined]

    def write(self, data: bytes) -> int:
        if self.room == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written: int = self.file.write(data[: self.room])  # type: ignore[attr-defined]
        self.room -= written
        if written < len(data) and isinstance(data, bytes):  # a buffer writes all, or raises
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return written


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a picture in the place of a whole one is found out by whoever shows it."""
    target = tmp_path / "a.svg"
    save(target, b"before")
    fill_up(monkeypatch, 10)
    with pytest.raises(OSError, match="No space left") as raised:
        save(target, b"0123456789abcdef")
    assert raised.value.filename == str(target)
    with pytest.raises(OSError, match="No space left"):
        save(tmp_path / "b.svg", b"0123456789abcdef")
    monkeypatch.undo()
    assert content(tmp_path) == {"a.svg": b"before"}


@pytest.mark.parametrize("step", ["open", "chmod", "replace"])
def test_whatever_step_fails_nothing_half_is_left(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.svg"
    save(target, b"before")

    def fail(*arguments: object, **options: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, step, fail)
    with pytest.raises(OSError, match="Input/output error"):
        save(target, b"after")
    monkeypatch.undo()
    assert content(tmp_path) == {"a.svg": b"before"}


def test_an_interrupt_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    target = tmp_path / "a.json"
    save(target, b"before")
    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(target, b"after")
    assert content(tmp_path) == {"a.json": b"before"}


@pytest.mark.skipif(os.name != "posix", reason="modes as Unix has them")
def test_modes_are_those_of_any_new_file_and_stay(tmp_path: Path) -> None:
    """A page that only its writer may read is of no use on a web server."""
    target, other = tmp_path / "a", tmp_path / "b"
    save(target, b"new")
    other.write_bytes(b"as the system makes them")
    assert target.stat().st_mode == other.stat().st_mode
    target.chmod(0o640)
    save(target, b"newer")
    assert target.stat().st_mode & 0o777 == 0o640


@links
def test_a_link_that_is_named_leads_on(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"before")
    (tmp_path / "link").symlink_to("real")
    save(tmp_path / "link", b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"after"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
def test_devices_stay_devices() -> None:
    """What is moved to the place of /dev/null is a catastrophe for all other programs."""
    save(Path(os.devnull), b"gone")
    assert not Path(os.devnull).is_file()
    with pytest.raises(OSError, match="No space left") as raised:
        save(Path("/dev/full"), b"gone")
    assert raised.value.filename == "/dev/full"


def test_what_symlin_wrote_it_writes_again(tmp_path: Path) -> None:
    save_all(ONE, tmp_path)
    save_all(TWO, tmp_path)
    assert content(tmp_path) == TWO


@pytest.mark.parametrize("path", ["index.html", "operators/relu.html"])
@pytest.mark.parametrize("first", [{}, ONE])
def test_a_file_of_somebody_else_is_not_overwritten(
    path: str, first: Mapping[str, bytes], tmp_path: Path
) -> None:
    """Nor one that was changed by hand since; and nothing else is written either."""
    if first:
        save_all(first, tmp_path)
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_bytes(b"mine")
    before = content(tmp_path)
    with pytest.raises(FileExistsError, match="symlin did not write it") as raised:
        save_all(TWO, tmp_path)
    assert raised.value.filename == str(tmp_path / path)
    assert content(tmp_path) == before
    save_all(TWO, tmp_path, force=True)
    assert content(tmp_path) == TWO


def test_a_file_that_is_as_it_would_be_written_is_nobody_s_loss(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"two")
    save_all(TWO, tmp_path)
    assert content(tmp_path) == TWO


def test_other_files_in_the_folder_are_not_touched(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"mine")
    save_all(ONE, tmp_path)
    assert content(tmp_path) == {**ONE, "notes.txt": b"mine"}


@links
@pytest.mark.parametrize("force", [False, True])
def test_no_link_in_a_folder_is_followed(force: bool, tmp_path: Path) -> None:
    """A link to a file outside was overwritten through it."""
    outside, out = tmp_path / "outside", tmp_path / "site"
    outside.write_bytes(b"mine")
    out.mkdir()
    (out / "index.html").symlink_to(outside)
    if not force:
        with pytest.raises(FileExistsError, match="a symbolic link, which is not followed"):
            save_all(ONE, out)
        assert content(out) == {"index.html": b"mine"}
    else:
        save_all(ONE, out, force=True)
        assert not (out / "index.html").is_symlink() and content(out) == ONE
    assert outside.read_bytes() == b"mine"


@links
@pytest.mark.parametrize("force", [False, True])
def test_no_link_to_a_folder_is_followed(force: bool, tmp_path: Path) -> None:
    outside, out = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    out.mkdir()
    (out / "operators").symlink_to(outside)
    with pytest.raises(FileExistsError, match="a symbolic link, which is not followed"):
        save_all(ONE, out, force)
    assert content(outside) == {} and not (out / "index.html").exists()


def test_what_a_full_disk_cut_short_can_be_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --force: the files that were written before the disk was full are symlin's own."""
    save_all(ONE, tmp_path)
    replace, count = Path.replace, 0

    def full(path: Path, target: Path) -> None:
        nonlocal count
        count += 1
        if count == 3:  # after the list and the first page
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(path, target)

    new = dict.fromkeys(ONE, b"new")
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        save_all(new, tmp_path)
    monkeypatch.undo()
    assert sorted(content(tmp_path).values()) == [b"new", b"page"]
    save_all(new, tmp_path)
    assert content(tmp_path) == new


def test_a_line_without_room_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads the reports of a batch stumbles over half a line."""
    target = tmp_path / "out.jsonl"
    fill_up(monkeypatch, 10)
    with growing(target) as write:
        write(b"first\n")
        with pytest.raises(OSError, match="No space left") as raised:
            write(b"second\n")
    assert raised.value.filename == str(target)
    assert target.read_bytes() == b"first\n"


def test_a_list_that_makes_no_sense_protects_everything(tmp_path: Path) -> None:
    save_all(ONE, tmp_path)
    (tmp_path / LIST).write_bytes(b"\xff\x00 no list\n\n  \n")
    with pytest.raises(FileExistsError):
        save_all(TWO, tmp_path)
    assert not files.is_known(tmp_path, "index.html")
