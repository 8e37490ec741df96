"""What the running program tells whoever watches over it: figures for Prometheus, sentences for people."""
