"""A bilingual translation and glossary workbench for Arabic and English."""

__version__ = "0.1.0"
