"""Which addresses may become links."""

import re
from typing import Final

_WEB: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Whether a text is an address of the web (http or https), and no script or file behind another scheme."""
    return _WEB.fullmatch(text) is not None
