"""Files kept under keys: whole, found again, gone when removed, never outside their folder."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.base.storage import Missing, Storage

KEY = "0191-school/0192-media/large.webp"


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "objects")


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_what_is_put_is_got_back_also_by_another_storage_on_the_same_folder(tmp_path: Path) -> None:
    data = bytes(range(256)) * 1000
    Storage(tmp_path / "objects").put(KEY, data)
    assert Storage(str(tmp_path / "objects")).get(KEY) == data
    assert Storage((tmp_path / "objects").as_uri()).get(KEY) == data


def test_only_the_app_may_look_into_the_folder(storage: Storage, tmp_path: Path) -> None:
    storage.put(KEY, b"x")
    assert (tmp_path / "objects").stat().st_mode & 0o077 == 0


def test_a_folder_with_a_space_in_a_url(tmp_path: Path) -> None:
    Storage((tmp_path / "my files").as_uri()).put(KEY, b"x")
    assert (tmp_path / "my files" / KEY).read_bytes() == b"x"


@pytest.mark.parametrize("address", ["s3://bucket", "https://example.org/x", "file://elsewhere/x", "memory://"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="folder"):
        Storage(address)


def test_put_again_replaces(storage: Storage) -> None:
    storage.put(KEY, b"long first")
    storage.put(KEY, b"second")
    assert storage.get(KEY) == b"second"


def test_empty_bytes_are_kept_too(storage: Storage) -> None:
    storage.put(KEY, b"")
    assert storage.get(KEY) == b""


def test_get_of_nothing_is_missing(storage: Storage) -> None:
    with pytest.raises(Missing):
        storage.get(KEY)


def test_a_folder_on_the_way_is_not_a_file(storage: Storage) -> None:
    storage.put(KEY, b"x")
    with pytest.raises(Missing):
        storage.get("0191-school/0192-media")


def test_delete_leaves_nothing_behind_and_may_be_repeated(storage: Storage, tmp_path: Path) -> None:
    storage.put(KEY, b"x")
    storage.delete(KEY)
    storage.delete(KEY)
    with pytest.raises(Missing):
        storage.get(KEY)
    assert files(tmp_path / "objects") == []


def test_deleting_also_takes_what_a_killed_process_had_not_finished(storage: Storage, tmp_path: Path) -> None:
    top = tmp_path / "objects"
    for key in ("s/1/large.webp", "s/2/large.webp"):
        storage.put(key, b"x")
        (top / f"{key}#1").write_bytes(b"half")
    (top / "s" / "3").mkdir()
    (top / "s" / "3" / "large.webp#7").write_bytes(b"half")
    storage.delete("s/1/large.webp")
    assert "s/1/large.webp#1" not in files(top)
    assert storage.delete_prefix("s") == 1
    assert files(top) == []


def test_delete_prefix_takes_whole_parts_only(storage: Storage) -> None:
    kept = ["school/10/small.webp", "school2/1/large.webp"]
    gone = ["school/1/large.webp", "school/1/small.webp"]
    for key in kept + gone:
        storage.put(key, b"x")
    assert storage.delete_prefix("school/1") == 2
    assert storage.keys("school") == kept[:1]
    assert storage.get(kept[0]) == storage.get(kept[1]) == b"x"
    assert storage.delete_prefix("school/1") == 0


@pytest.mark.parametrize(
    "key",
    ["", "/", "/etc/passwd", "..", "a/../b", "../a", "a//b", "a/", "a/./b", ".hidden", "a/.hidden", "a\\b",
     "a b", "a/b#1", "a\x00b", "a\n", "é", "%2e%2e/a", "a/%2e%2e", "-rf", "a/" * 8 + "a", "x" * 101],
)  # fmt: skip
def test_what_is_no_key_is_refused_everywhere_and_touches_nothing(storage: Storage, tmp_path: Path, key: str) -> None:
    storage.put("a/kept", b"x")
    before = files(tmp_path)
    for verb in (storage.get, storage.delete, storage.delete_prefix, storage.keys):
        with pytest.raises(ValueError, match="not a key"):
            verb(key)
    with pytest.raises(ValueError, match="not a key"):
        storage.put(key, b"evil")
    assert files(tmp_path) == before


def test_put_returns_after_the_file_and_its_folders_are_on_the_disk(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        assert path.is_dir() or path.read_bytes() == b"whole"
        synced.append(path)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    storage.put(KEY, b"whole")
    top = tmp_path / "objects"
    assert synced == [top / KEY, (top / KEY).parent, top / "0191-school", top]


def test_a_process_killed_while_putting_leaves_whole_files_only(tmp_path: Path) -> None:
    """A writer is killed at some moment of its endless puts; each key then holds all of one version."""
    script = (
        "import itertools, sys\n"
        "from app.base.storage import Storage\n"
        "storage = Storage(sys.argv[1])\n"
        "for turn in itertools.count():\n"
        "    storage.put('s/m/large.webp', bytes([turn % 256]) * 3_000_000)\n"
        "    print(turn, flush=True)\n"
    )
    root = Path(__file__).parents[2]
    for lines in (1, 2, 5):
        with subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, cwd=root
        ) as writer:
            assert writer.stdout is not None
            for _ in range(lines):
                writer.stdout.readline()
            writer.kill()
        data = Storage(tmp_path).get("s/m/large.webp")
        assert len(data) == 3_000_000
        assert len(set(data)) == 1
        assert Storage(tmp_path).keys("s") == ["s/m/large.webp"]


def test_many_threads_put_and_remove_next_to_each_other(storage: Storage) -> None:
    def work(number: int) -> bytes:
        for turn in range(20):
            storage.put(f"school/{number}/a.webp", b"%d-%d" % (number, turn))
            storage.put(f"school/{number}/b.webp", b"x")
            storage.delete(f"school/{number}/b.webp")
            storage.delete_prefix(f"school/{number}/b.webp")
        return storage.get(f"school/{number}/a.webp")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [b"%d-19" % number for number in range(8)]
