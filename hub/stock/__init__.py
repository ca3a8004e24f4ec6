"""Lots, crates, places and the ledger of movements: where everything is, and why."""
