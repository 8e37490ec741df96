"""Play real messages through the local Telegram: residents who file, deputies who claim, answer and close."""
