"""The demo's pictures, stored as photos of the library."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from articles.editing import photos

from .data import picture_path


def store_pictures(rows, *, by):
    """Store the picture of each row as a photo, uploaded by `by`. Return the photos by the picture's name.

    A row has `picture`, a file's name, and the texts of a photo: alt, credit, caption. Encoding takes most of the
    time and leaves the interpreter free, so that threads keep all cores busy. Each photo is committed by itself:
    call this outside a transaction. A picture that is stored already is found again by its checksum.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(pool.map(partial(store_picture, by=by), rows))


def store_picture(row, *, by):
    name, texts = row["picture"], {key: words for key, words in row.items() if key != "picture"}
    path = picture_path(name)
    try:
        return name, photos.store_photo(SimpleUploadedFile(path.name, path.read_bytes()), by=by, **texts)
    finally:
        connection.close()  # each thread has a connection of its own
