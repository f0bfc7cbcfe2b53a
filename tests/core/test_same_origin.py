"""The same-origin check: a request with a missing or malformed origin is foreign."""

import pytest
from django.test import RequestFactory

from newsroom.core.same_origin import is_same_origin

HERE, THERE = "http://testserver", "https://elsewhere.example"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        # What browsers of today send.
        ({"sec-fetch-site": "same-origin", "origin": HERE, "referer": f"{HERE}/x/"}, True),
        ({"sec-fetch-site": "same-origin", "origin": HERE}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "cross-site", "origin": THERE}, False),
        ({"sec-fetch-site": "same-site", "origin": "http://a.testserver"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": ""}, False),
        # Forged or contradicting.
        ({"sec-fetch-site": "cross-site", "origin": HERE, "referer": f"{HERE}/"}, False),
        ({"sec-fetch-site": "same-origin", "origin": THERE}, False),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, False),
        ({"sec-fetch-site": "same-origin", "origin": "http://["}, False),
        # Over plain HTTP, or older: Origin.
        ({"origin": HERE}, True),
        ({"origin": THERE}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"origin": "https://testserver"}, False),
        ({"origin": f"{HERE}:8000"}, False),
        ({"origin": f"{HERE}.elsewhere.example"}, False),
        ({"origin": "http://[bad"}, False),
        ({"origin": "http://["}, False),
        ({"origin": THERE, "referer": f"{HERE}/"}, False),
        # Older still: Referer.
        ({"referer": f"{HERE}/khoa-giao/bai-1/"}, True),
        ({"referer": f"{THERE}/?{HERE}"}, False),
        ({"referer": "http://testserver@elsewhere.example/"}, False),
        ({"referer": ""}, False),
        ({"referer": "http://["}, False),
        # Nothing at all.
        ({}, False),
    ],
)
def test_request_is_own_or_foreign_by_its_headers(headers, expected):
    request = RequestFactory(headers=headers).post("/y-kien/")

    assert is_same_origin(request) is expected
