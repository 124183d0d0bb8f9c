"""A folder of entries that may be lost, which many processes share."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from symlin.exact.platform import process_pool
from symlin.exact.store import LARGEST, Store, user_folder


def key(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def same_drawer(count: int) -> list[str]:
    """Digests whose entries lie side by side."""
    return ["0" + key(str(number))[1:] for number in range(count)]


def test_an_entry_is_found_again_by_its_digest(tmp_path: Path) -> None:
    store = Store(tmp_path / "new")
    store.put(key("a"), b"one")
    assert (store.get(key("a")), store.get(key("b"))) == (b"one", None)
    store.put(key("a"), b"two")
    assert store.get(key("a")) == b"two"
    assert store.contents() == (1, 3)


def test_entries_that_nobody_used_make_room_for_new_ones(tmp_path: Path) -> None:
    """The folder never grows beyond its bound, however long symlin is used."""
    store = Store(tmp_path, most=16 * 1_000)
    digests = same_drawer(12)
    for age, digest in enumerate(digests[:-1]):
        store.put(digest, bytes(90))
        os.utime(tmp_path / "0" / f"{digest}.json", (age, age))
    store.get(digests[0])  # used just now
    store.put(digests[-1], bytes(90))
    assert store.contents().bytes <= 1_000
    assert store.get(digests[0]) is not None
    assert store.get(digests[-1]) is not None
    assert store.get(digests[1]) is None


def test_what_is_too_large_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(key("a"), bytes(LARGEST + 1))
    assert store.contents() == (0, 0)


def test_clearing_takes_only_what_symlin_put_there(tmp_path: Path) -> None:
    """Somebody may point SYMLIN_CACHE at a folder of his own."""
    store = Store(tmp_path)
    store.put(key("a"), b"one")
    own = tmp_path / key("a")[0] / "letter.json"
    own.write_text("mine")
    assert store.clear() == (1, 3)
    assert own.read_text() == "mine"


@pytest.mark.parametrize("what", ["a file in the way", "a folder in the way", "no right to write"])
def test_a_folder_that_cannot_be_used_is_passed_over(what: str, tmp_path: Path) -> None:
    """A full disk or a home that is read-only must not stop an answer."""
    root = tmp_path / "cache"
    if what == "a file in the way":
        root.write_text("")
    elif what == "a folder in the way":
        (root / key("a")[0] / f"{key('a')}.json").mkdir(parents=True)
    else:
        root = Path("/proc/symlin")
    store = Store(root)
    store.put(key("a"), b"one")
    assert store.get(key("a")) is None
    store.clear()


def fill(root: str) -> bool:
    """Writes and reads the same entries over and over; whether each that was there was whole."""
    store, whole = Store(Path(root), most=16 * 3_000), True
    for turn in range(60):
        digest = same_drawer(5)[turn % 5]
        store.put(digest, digest.encode() * 10)
        found = store.get(same_drawer(5)[(turn + 2) % 5])
        whole = whole and (found is None or len(found) == 640)
    return whole


def test_processes_that_share_a_folder_see_whole_entries(tmp_path: Path) -> None:
    pool = process_pool(2, list)
    assert isinstance(pool, ProcessPoolExecutor)
    with pool:
        assert all(pool.map(fill, [str(tmp_path)] * 4))
    assert not list(tmp_path.rglob(".symlin-*"))


def test_the_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SYMLIN_CACHE", "OFF")
    assert user_folder() is None
    monkeypatch.setenv("SYMLIN_CACHE", str(tmp_path))
    assert user_folder() == tmp_path
    monkeypatch.delenv("SYMLIN_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert user_folder() == tmp_path / "symlin"
