"""Validates an RO-Crate without a network: ``python validate_crate.py CRATE PROFILE ...`` prints what is wrong.

It runs in the environment of tests/tools/requirements.lock.
"""

from __future__ import annotations

import sys
from importlib.resources import files

import requests
from rocrate_validator.models import Severity, ValidationSettings
from rocrate_validator.services import validate
from rocrate_validator.utils.http import HttpRequester

CONTEXT = "https://w3id.org/ro/crate/1.1/context"


def get(_: HttpRequester, address: str, *__: object, **___: object) -> requests.Response:
    """Hand out the one context that is asked for; nothing else is there."""
    answer = requests.Response()
    answer.url, answer.status_code = address, 200 if address == CONTEXT else 404
    answer.headers["content-type"] = "application/ld+json"
    answer._content = (files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()
    return answer


HttpRequester.get = HttpRequester.head = get

for profile in sys.argv[2:]:
    settings = ValidationSettings(sys.argv[1], profile_identifier=profile, requirement_severity=Severity.REQUIRED)
    result = validate(settings)
    print(profile, len(result.executed_checks), "checks", flush=True)
    for issue in result.get_issues():
        print(issue.check.identifier, issue.message, issue.violatingEntity or "")
