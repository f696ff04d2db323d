"""The security policy of a finished page: strict, and with the hash of each inline script that runs."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from digitclust.records import InputError
from report.web.mend import mended
from report.web.policy import policy, secured

SCRIPT = (
    "var target=document.getElementById(location.hash.slice(1));"
    'target&&target.name&&(target.checked=target.name.startsWith("__tabbed_"))'
)
HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
PAGE = f'<head><meta charset="utf-8"><title>x</title></head><body><script>{SCRIPT}</script>'


def test_a_page_may_run_its_own_inline_scripts_and_nothing_else() -> None:
    """Each inline script by its hash, once; data in a script and scripts with an address need none."""
    more = f'<script>{SCRIPT}</script><script type="application/json">{{}}</script><script defer src="a.js"></script>'
    told = policy(PAGE + more)

    assert f"script-src 'self' 'sha256-{HASH}';" in told
    assert told.startswith("default-src 'none';")
    assert "unsafe" not in told
    for part in (
        "base-uri 'none'",
        "form-action 'none'",
        "connect-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
    ):
        assert part in told


def test_the_policy_stands_before_what_it_rules() -> None:
    """Right behind the character set, with the rule for referrers; a page without a character set is refused."""
    page = secured(PAGE, "page")

    assert page.startswith('<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"')
    assert '<meta name="referrer" content="same-origin">' in page
    with pytest.raises(InputError, match="charset"):
        secured("<head></head>", "page")


def test_a_script_that_is_not_the_themes_is_refused() -> None:
    """Whoever got it in: the policy lets none run but those that are known."""
    with pytest.raises(InputError, match=r"page: a script stands in it that is not the theme's: 'alert\(1\)'"):
        secured(PAGE + "<script>alert(1)</script>", "page")
    with pytest.raises(InputError, match="not the theme's"):
        secured(PAGE.replace(SCRIPT, f"{SCRIPT};alert(1)"), "page")


def test_every_page_of_the_site_has_its_policy(site: Path) -> None:
    """Those that speak every language too."""
    pages = sorted(site.rglob("*.html"))

    assert pages
    assert [path for path in pages if path.read_text("utf-8").count("Content-Security-Policy") != 1] == []


def test_every_page_tells_nobody_where_its_reader_came_from(site: Path) -> None:
    """Another host learns nothing of the page that led there, nor gets a hold of it; and nothing is sent or kept."""
    for path in sorted(site.rglob("*.html")):
        page = path.read_text("utf-8")
        outward = re.findall(r'<a\b[^>]* href="https?://[^>]*>', page)
        forms = re.findall(r"<form\b[^>]*>", page)

        assert '<meta name="referrer" content="same-origin">' in page, path
        assert [link for link in outward if "noopener" not in link] == [], path
        assert [form for form in forms if "action=" in form or "method=" in form] == [], path
    scripts = [path.read_text("utf-8") for path in site.rglob("*.js")]
    assert scripts
    assert [script for script in scripts if "document.cookie" in script or "sendBeacon" in script] == []


def test_a_link_to_another_host_keeps_what_it_says_of_itself() -> None:
    """A licence stays one; a link within the site says nothing more than it did."""
    page = '<a href="https://a.b/" rel="license">x</a><a class="y" href="http://a.b/">x</a><a href="../x/">x</a>'
    wanted = '<a href="https://a.b/" rel="noopener license">x</a><a rel="noopener" class="y" href="http://a.b/">x</a>'

    assert mended(page, "") == f'{wanted}<a href="../x/">x</a>'
    assert mended(mended(page, ""), "") == mended(page, "")
