"""Parts that several windows are built of."""
