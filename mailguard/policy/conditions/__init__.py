"""What rules wait for, one noun a module: each says why it holds, or None."""
