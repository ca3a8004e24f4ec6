"""Bytes per kind of printer."""
