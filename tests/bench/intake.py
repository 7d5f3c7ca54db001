"""What taking in a photo of 12 megapixels costs: ``python -m tests.bench.intake`` prints it as JSON.

A program of its own, and one that imports little: the peak memory of a child counts from that of its parent.
"""

import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from app.base.images import PhotoCleaner
from tests.bench.rounds import best_of

ROUNDS = 5


def main(photo: Path) -> None:
    """Take the photo in, and let djpeg decode it, in turns. Without djpeg there is no floor."""
    data, cleaner, decoder = photo.read_bytes(), PhotoCleaner(), shutil.which("djpeg")
    cleaner.clean(data)  # starts the worker
    jobs = [lambda: cleaner.clean(data)]
    if decoder:
        jobs.append(lambda: subprocess.run([decoder, "-outfile", "/dev/null", photo], check=True))  # type: ignore[arg-type,return-value]
    seconds, *floor = best_of(ROUNDS, *jobs)
    cleaner.close()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "floor": floor[0] if floor else None, "peak": peak}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
