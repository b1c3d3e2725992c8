"""Pictures: pure functions from data to SVG, drawn when the site is built.

The pictures stretch instead of scaling. Places along the page are percentages, everything else is
in `em`, and there is no `viewBox`: text has the same size on a phone and on a wide screen, and only
the distances grow. So whatever does not overlap at `svg.NARROW` overlaps at no greater width.

They carry no colours, styles or scripts. Classes say what a thing is, and `figures.css` what it
looks like, so that dark mode, forced colours and print are the theme's affair.
"""
