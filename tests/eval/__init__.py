"""Commands that run the readers over sets of captures with known answers, for the scorer."""
