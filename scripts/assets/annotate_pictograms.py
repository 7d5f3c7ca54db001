"""Dutch search words for the pictograms of OpenMoji, from Unicode's CLDR.

Takes the folder in which the npm packages cldr-annotations-full and cldr-annotations-derived-full (48.2.0) were
unpacked under their own names, and writes app/catalogue/data/annotations-nl.json:

    npm pack cldr-annotations-full@48.2.0 cldr-annotations-derived-full@48.2.0
    python scripts/assets/annotate_pictograms.py FOLDER

Pictures outside Unicode (OpenMoji's own codes, E000 and up) and our own drawings have no annotations; their words are
in pictograms.json.
"""

import json
import sys
from pathlib import Path

DATA = Path(__file__).parents[2] / "app" / "catalogue" / "data"
SKIN_TONES = {"1F3FB", "1F3FC", "1F3FD", "1F3FE", "1F3FF"}
PACKAGES = (("cldr-annotations-full", "annotations"), ("cldr-annotations-derived-full", "annotationsDerived"))
PICTURE_VARIANT = "\ufe0f"


def main(folder: Path) -> None:
    """Write the words of every picture that has any, by its name."""
    known: dict[str, list[str]] = {}
    for package, part in PACKAGES:
        found = json.loads((folder / package / part / "nl" / "annotations.json").read_text("utf-8"))
        for signs, said in found[part]["annotations"].items():
            known[signs.replace(PICTURE_VARIANT, "")] = said.get("default", []) + said.get("tts", [])
    words = {}
    for row in json.loads((DATA / "pictograms.json").read_text("utf-8")):
        code = Path(row["file"]).stem if row["source"].startswith("openmoji") else ""
        signs = "".join(chr(int(part, 16)) for part in code.split("-") if part and part not in SKIN_TONES)
        own = {row["label"], *row["keywords"]}
        more = [word for word in dict.fromkeys(known.get(signs.replace(PICTURE_VARIANT, ""), [])) if word not in own]
        if more:
            words[row["name"]] = more
    about = {
        "source": "Unicode CLDR 48.2, Dutch annotations (npm packages cldr-annotations-full and -derived-full)",
        "licence": "Unicode-3.0, see annotations-nl.LICENSE",
        "words": words,
    }
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (DATA / "annotations-nl.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
