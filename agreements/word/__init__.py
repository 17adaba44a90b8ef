"""Word files: written from an agreement, read into a document."""
