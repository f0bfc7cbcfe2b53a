from . import article, catalogue, menu, photo, placement

__all__ = ["article", "catalogue", "menu", "photo", "placement"]
