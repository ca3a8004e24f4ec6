"""From stock to the kitchen's crates: the plan, its independent check, and scan-confirmed picks."""
