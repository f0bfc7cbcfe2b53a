"""Pages on which readers write, follow, like and report comments. No cache stores them, no search engine lists them.

The list of comments is part of the article's page (`comments.templatetags`).
"""
