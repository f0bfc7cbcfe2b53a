from . import article, catalogue, photo, placement

__all__ = ["article", "catalogue", "photo", "placement"]
