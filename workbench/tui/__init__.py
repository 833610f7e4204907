"""The terminal screen: a thin face over the workflow."""
