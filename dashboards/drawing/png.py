"""PNG from a drawing of ours. The one module that knows the rasteriser, and loads it at the first picture."""

SCALE = 2.0
"""Pixels to a unit: sharp on a page of paper and on a screen of twice the usual density."""
LONGEST = 200_000
"""Bytes of SVG that are drawn; a figure has some thousands."""


def png(svg: str) -> bytes:
    """Takes some milliseconds of one core: call it from a thread, not from an event loop."""
    if len(svg) > LONGEST:
        raise ValueError("the drawing is too large for a picture")
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=SCALE))
