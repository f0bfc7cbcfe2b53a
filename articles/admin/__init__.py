from . import article, homepage, menu, photo, reference_data

__all__ = ["article", "homepage", "menu", "photo", "reference_data"]
