"""The terminal screen: a thin face over the workflow."""

import os

# In kitty 0.26 its protocol turns the lam-alef key into U+0000; it must be off before Textual is loaded.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
