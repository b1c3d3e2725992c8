"""The digest of all that the records of an archive depend on, besides the captures."""

from hashlib import sha256

from briefings.archive import record
from briefings.build.fingerprint import versions


def made_by(background: str) -> str:
    """Return a hash of all, captures apart, that records depend on.

    Args:
        background: hash of explainers, outlets and rules.
    """
    parts = (f"records {record.VERSION}", background, *sorted(versions()))
    return sha256("\n".join(parts).encode()).hexdigest()
