"""Evaluates collaborations between organisations, described in plain text, by declarative rules."""

__version__ = "0.1.0"
