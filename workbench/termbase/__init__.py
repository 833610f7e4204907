"""Concepts and terms: glossary files, recognising terms, checking a target."""
