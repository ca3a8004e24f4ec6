"""Measurements of the hub against peers and limits, each in one run on one machine: `python -m benchmarks`."""
