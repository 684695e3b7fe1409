"""What a chain is built from: roots, intermediates, and the path between."""
