"""What readers do. None of these pages is cached, and none is looked up by search engines; the list itself is part
of the article's page (`comments.templatetags`)."""
