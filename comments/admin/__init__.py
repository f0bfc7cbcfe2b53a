from . import catalogue, holds, queue, requests, rules

__all__ = ["catalogue", "holds", "queue", "requests", "rules"]
