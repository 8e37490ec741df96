"""How we speak HTTP with Telegram."""
