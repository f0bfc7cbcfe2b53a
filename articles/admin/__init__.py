from . import article, homepage, menu, photo, reference_data

__all__ = ["article", "catalogue", "menu", "photo", "placement"]
