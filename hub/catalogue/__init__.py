"""What is traded and by whom: producers, kitchens, products, articles, crate types, allergens."""
