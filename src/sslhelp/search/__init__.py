"""Search over the articles: a built index, opened read-only, behind the `SearchIndex` protocol."""
