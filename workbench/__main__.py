"""``python -m workbench``."""

import sys

from workbench.main import main

sys.exit(main())
