"""Proof of authorship without an account: a random key in the author's cookie, and a secret link derived from it.

Only hashes are stored. The secret of a link is an HMAC of the comment's nonce under the browser's key, so that the
same browser can be shown the receipt of its earlier comment, and nobody else can.
"""

import base64
import hashlib
import hmac
import re
import secrets

from django.http import HttpRequest, HttpResponse

from comments.limits import AUTHOR_COOKIE_AGE

KEY = re.compile(r"[0-9a-f]{32}")
COOKIE = "y_kien"
COOKIE_PATH = "/y-kien/"  # the article page never gets the cookie, and stays the same for everyone


def generate_key() -> str:
    """128 random bits."""
    return secrets.token_hex(16)


def get_browser_key(request: HttpRequest) -> str | None:
    """The key in the cookie of this browser; None for a missing or malformed one."""
    key = request.COOKIES.get(COOKIE, "")
    return key if KEY.fullmatch(key) else None


def set_key_cookie(response: HttpResponse, key: str, *, secure: bool) -> None:
    response.set_cookie(
        COOKIE, key, max_age=AUTHOR_COOKIE_AGE, path=COOKIE_PATH, httponly=True, samesite="Lax", secure=secure
    )


def generate_nonce() -> str:
    return secrets.token_hex(16)


def derive_secret(key: str, nonce: str) -> str:
    """The secret part of the link to a comment: 22 letters, 128 bits."""
    digest = hmac.new(bytes.fromhex(key), bytes.fromhex(nonce), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def hash_secret(secret: str) -> str:
    """The stored form of a key or a secret. Both are random, so a plain digest cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()
