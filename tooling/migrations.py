"""Tells cheaply whether the migrations on disk have changed."""

import hashlib

from tooling.bootstrap import ROOT


def fingerprint() -> str:
    """Digest all migrations: ours by their text, those of the packages by the list of packages."""
    digest = hashlib.sha256((ROOT / "requirements" / "app.txt").read_bytes())
    for path in sorted((ROOT / "fornya").glob("**/migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
