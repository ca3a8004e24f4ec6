"""What kitchens order and what became of each line."""
