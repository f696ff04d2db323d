"""A strict security policy in the head of every finished page: nothing of another host, nothing inline but known."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from digitclust.records import InputError

# Scripts that run: without an address, and of no type that a browser leaves alone.
INLINE = re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/))[^>]*>(.*?)</script>", re.DOTALL)
# Those of the theme, by what they do: SHA-256, with the place of the page left out. Another release has others.
KNOWN = {
    "1a16d49167eec4eb671961da62895769b5103a3000f2b172ac10afcc455e6600": "names its place and storage",
    "0eb10c249dbdb0beef225a10ce5cbe55418cc4a7014cc208f8e7d6ed8f00906e": "chooses light or dark",
    "ffcc0f7735fdab434d257c80e65cec2e88d716991e69757185b7e450e41a5b2f": "opens the tab that an address asks for",
}
PLACE = re.compile(r'new URL\("[^"]*",location\)')
CHARSET = re.compile(r'<meta charset="?utf-8"?\s*/?>', re.IGNORECASE)
SELF = "'self'"
META = '<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="same-origin">'


def secure(site: Path) -> None:
    """Write the policy into every page of a folder, in place."""
    for page in sorted(site.rglob("*.html")):
        page.write_bytes(secured(page.read_text(encoding="utf-8"), str(page)).encode())


def secured(page: str, name: str) -> str:
    """Write the policy into the text of one page, before anything that it could forbid.

    Raises
    ------
    InputError
        When the page does not say its character set, behind which the policy stands, or has a script of its own.
    """
    for script in INLINE.findall(page):
        if hashlib.sha256(PLACE.sub("new URL(location)", script).encode()).hexdigest() not in KNOWN:
            raise InputError(f"{name}: a script stands in it that is not the theme's: {script[:40]!r}")
    meta = META.format(policy=policy(page))
    found, n = CHARSET.subn(lambda charset: charset.group() + meta, page, count=1)
    if not n:
        raise InputError(f"{name}: no meta charset in its head, behind which the security policy could stand")
    return found


def policy(page: str) -> str:
    """Say what a page may load: its own host's files, and the inline scripts that stand in it now."""
    hashes = dict.fromkeys(f"'sha256-{digest(script)}'" for script in INLINE.findall(page))
    return (
        f"default-src 'none'; script-src {' '.join([SELF, *hashes])}; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )


def digest(script: str) -> str:
    """Return the digest of an inline script as the policy wants it."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
