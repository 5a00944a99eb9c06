"""The gate at the door: nothing that a push brings in enters the repository unchecked."""
