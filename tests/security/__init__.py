"""What nobody may do, whatever they send."""
