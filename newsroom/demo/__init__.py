"""The demo newsroom: openly fictional but for the sample article, whose text is real input."""
