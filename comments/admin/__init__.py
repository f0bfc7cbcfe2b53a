from . import catalogue, queue

__all__ = ["catalogue", "queue"]
