"""Finding public articles by their words, with or without marks."""

from newsroom.ground.text import fold

from .models import Article

# More words than anybody types; each costs a look at every text.
MOST_WORDS = 12


def search(words, at=None):
    """Public articles that hold every one of these words, newest first; none for no words."""
    wanted = fold(words).split()[:MOST_WORDS]
    if not wanted:
        return Article.objects.none()
    articles = Article.objects.public(at)
    for word in wanted:
        articles = articles.filter(search_text__contains=word)
    return articles.for_list()
