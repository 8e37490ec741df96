"""From a letter in the outbox to its recorded outcome."""
