from . import article, catalogue, photo

__all__ = ["article", "catalogue", "photo"]
