"""Storage of originals: files without a URL."""

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files on this server that no URL leads to."""

    def url(self, name):
        raise ValueError(f"{name} is private: it has no URL.")
