"""Formatted text: UTF-16 offsets, HTML and Markdown, entities found by themselves."""
