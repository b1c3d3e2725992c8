"""Figures: pure functions from data to SVG, drawn at build time.

Figures have no `viewBox` and do not scale. Positions along the page are percentages and all other
lengths are in `em`: text has the same size on all screens, and only distances grow with the width.
So what does not overlap at `svg.NARROW` overlaps at no greater width.

They have no colours, styles or scripts. `figures.css` styles their classes, also for dark mode,
forced colours and print.
"""
