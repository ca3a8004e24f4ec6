"""What every room of the house stands on: quantities, time, names, errors. The standard library only."""
