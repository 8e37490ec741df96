"""The crash matrix: real processes killed, cut off and lied to at named points, and what they owe afterwards."""
