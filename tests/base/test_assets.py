"""Files as they go out."""

import pytest

from app.base import assets

SCRIPTS = [name for name in assets.files() if name.startswith("js/")]
STYLES = [name for name in assets.files() if name.startswith("css/")]


def test_there_are_scripts_and_styles() -> None:
    assert len(SCRIPTS) > 30 and len(STYLES) > 10


@pytest.mark.parametrize("name", SCRIPTS + STYLES)
def test_of_what_we_wrote_only_comments_and_indents_stay_behind(name: str) -> None:
    """No text runs over several lines, so a line that looks like a comment is one."""
    source = assets.files()[name].read_text("utf-8")
    remark = ("//", "/*", "*") if name in SCRIPTS else ("/*",)
    texts = [line for line in source.splitlines() if line.count("`") % 2 and not line.strip().startswith(remark)]
    assert texts == []
    sent = assets.packed(name, "identity").decode()
    kept = [line.lstrip() for line in source.splitlines() if not line.strip().startswith(remark)]
    assert sent.splitlines() == kept
