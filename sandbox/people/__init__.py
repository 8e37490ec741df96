"""The people side: what the page, the replay and the tests do in people's names."""
