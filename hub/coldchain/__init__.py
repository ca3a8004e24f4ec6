"""Temperatures of the places where crates stand: readings, limits, excursions, and the crates that were there."""
