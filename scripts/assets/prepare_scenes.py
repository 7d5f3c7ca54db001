"""Make the demo's photos from its scenes: `python -m scripts.assets.prepare_scenes`, from the top of the repository.

Each scene that a log of the demo uses goes through the photo intake once, here, so that loading only copies files.
"""

import hashlib
import json
from pathlib import Path

from app.base import images
from app.demo.logs import LOGS
from app.demo.words import SCENES

DEMO = Path(__file__).resolve().parents[2] / "app" / "demo"


def main() -> None:
    """Write both sizes of every scene that is used, and the list of them."""
    listed = {}
    for name in sorted({name for log in LOGS for name in log.photos} | set(SCENES.values())):
        sent = (DEMO / "scenes" / f"{name}.jpg").read_bytes()
        photo = images.clean(sent)
        (DEMO / "photos" / f"{name}-large.webp").write_bytes(photo.large)
        (DEMO / "photos" / f"{name}-small.webp").write_bytes(photo.small)
        digest = hashlib.sha256(sent).hexdigest()
        listed[name] = {"digest": digest, "width": photo.width, "height": photo.height}
    (DEMO / "photos" / "photos.json").write_text(json.dumps(listed, indent=1) + "\n")


if __name__ == "__main__":
    main()
