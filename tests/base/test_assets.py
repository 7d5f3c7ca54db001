"""Files as they go out."""

import pytest

from app.base import assets

SCRIPTS = [name for name in assets.files() if name.startswith("js/")]


def test_there_are_scripts() -> None:
    assert len(SCRIPTS) > 30


@pytest.mark.parametrize("name", SCRIPTS)
def test_of_a_script_only_comments_stay_behind(name: str) -> None:
    """No text runs over several lines, so a line that looks like a comment is one."""
    source = assets.files()[name].read_text("utf-8")
    texts = [
        line for line in source.splitlines() if line.count("`") % 2 and not line.strip().startswith(("//", "*", "/*"))
    ]
    assert texts == []
    sent = assets.packed(name, "identity").decode()
    kept = [line for line in source.splitlines() if not line.strip().startswith(("//", "/*", "*"))]
    assert sent.splitlines() == kept
