"""Everything that touches hardware. Knows no order, no lot, no kitchen."""
