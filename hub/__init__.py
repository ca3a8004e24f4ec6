"""Samlast: the operations system of a producer cooperative's food hub."""
