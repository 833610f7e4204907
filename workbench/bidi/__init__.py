"""From a logical string to cells on a line: UAX#9 levels, shaping, layout. No Textual in here."""
