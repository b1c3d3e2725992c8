"""What editors might write an explainer about, which aliases are missing, and which do nothing."""
