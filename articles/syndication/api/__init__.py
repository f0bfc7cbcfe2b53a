"""What other programs read: articles and sections as JSON, read only, documented in docs/api.md."""
