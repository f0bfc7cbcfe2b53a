"""The public API: articles and sections as JSON, read only. Its documentation is docs/api.md."""
