"""Make the demo's photos from its scenes: `python -m scripts.assets.prepare_scenes`, from the top of the repository.

Each scene goes through the photo intake once, here, so that loading the demo only copies files.
"""

import hashlib
import json
from pathlib import Path

from app.base import images

DEMO = Path(__file__).resolve().parents[2] / "app" / "demo"


def main() -> None:
    """Write both sizes of every scene, and the list of them."""
    listed = {}
    for scene in sorted((DEMO / "scenes").glob("*.jpg")):
        sent = scene.read_bytes()
        photo = images.clean(sent)
        (DEMO / "photos" / f"{scene.stem}-large.webp").write_bytes(photo.large)
        (DEMO / "photos" / f"{scene.stem}-small.webp").write_bytes(photo.small)
        digest = hashlib.sha256(sent).hexdigest()
        listed[scene.stem] = {"digest": digest, "width": photo.width, "height": photo.height}
    (DEMO / "photos" / "photos.json").write_text(json.dumps(listed, indent=1) + "\n")


if __name__ == "__main__":
    main()
