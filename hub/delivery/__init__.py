"""From the dock to the kitchen's door: loading, the delivery note, proof of delivery, acceptance or claim."""
