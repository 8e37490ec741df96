"""Files of residents fetched and kept; pictures of ours drawn."""
