"""What comes in about tasks and pictograms, cleaned."""

LONGEST_LABEL = 40


def clean_label(written: str) -> str:
    """A label on one line, with single spaces and without what no database keeps."""
    return " ".join(written.replace("\0", "").split())
