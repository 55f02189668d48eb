"""Text repair: one file a rule, and `blocks`, which applies them."""
