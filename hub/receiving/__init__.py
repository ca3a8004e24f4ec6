"""From the scale to the crate: weighings as they settle, claims on them, and goods received against what was announced."""
