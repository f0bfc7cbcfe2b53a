"""Whose comment it is, without an account: a random key in a cookie, and a secret link made from it.

Only hashes are stored. The link of a comment is an HMAC of its nonce under the browser's key, so that the same
browser can be shown its own earlier receipt, and nobody else can.
"""

import base64
import hashlib
import hmac
import re
import secrets

KEY = re.compile(r"[0-9a-f]{32}")
COOKIE = "y_kien"
COOKIE_PATH = "/y-kien/"  # the article page never sees it, and stays the same for everyone
COOKIE_AGE = 180 * 24 * 3600  # seconds


def new_key():
    """128 random bits."""
    return secrets.token_hex(16)


def key_of(request):
    """The key of this browser, or None."""
    key = request.COOKIES.get(COOKIE, "")
    return key if KEY.fullmatch(key) else None


def remember(response, key, *, secure):
    response.set_cookie(
        COOKIE, key, max_age=COOKIE_AGE, path=COOKIE_PATH, httponly=True, samesite="Lax", secure=secure
    )


def new_nonce():
    return secrets.token_hex(16)


def secret_of(key, nonce):
    """The secret part of the link to a comment: 22 letters, 128 bits."""
    digest = hmac.new(bytes.fromhex(key), bytes.fromhex(nonce), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def hash_of(secret):
    """What is stored of a key or a secret. They are random, so a plain digest cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()
