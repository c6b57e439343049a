"""QR codes as drawings: for a page (`path`) and for a printed sheet (`svg`)."""

import segno


def path(text: str) -> tuple[int, str]:
    """A QR code as (number of modules a side, path of an SVG drawn in strokes of one module)."""
    code = segno.make(text, error="m", micro=False)
    rows = [list(row) for row in code.matrix]
    parts = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            if row[x]:
                end = x
                while end < len(row) and row[end]:
                    end += 1
                parts.append(f"M{x} {y}.5h{end - x}")
                x = end
            else:
                x += 1
    return len(rows), "".join(parts)


def svg(text: str) -> str:
    """The same as a whole SVG document, for a template's `image(bytes(data.qr), format: "svg")`."""
    side, strokes = path(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path d="{strokes}" stroke="#000" stroke-width="1"/></svg>'
    )
