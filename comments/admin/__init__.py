from . import data_requests, holds, queue, settings, word_rules

__all__ = ["data_requests", "holds", "queue", "settings", "word_rules"]
