"""What is in a code: one reader for every scan of the house, and GS1's rules for what may stand in a symbol."""
