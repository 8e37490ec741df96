"""Updates on their way to bots: who sees what, the queue, the webhook."""
