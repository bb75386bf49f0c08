"""Charts as SVG made on the server: readable by screen readers, on paper and at 320 px, without any script.

Every chart is drawn twice, for a wide and for a narrow column, and comes with its figures as a table. Colour is
never the only difference: lines differ in dashes and areas in patterns. Texts come in translated.
"""

from doorstroom.ui.charts.areas import State, stacked_areas
from doorstroom.ui.charts.bars import Bar, Dot, bars, dots, funnel
from doorstroom.ui.charts.breaks import Break
from doorstroom.ui.charts.curves import Curve, Panel, step_curves
from doorstroom.ui.charts.ranges import Fan, Range, fan, ranges
from doorstroom.ui.charts.scatter import Limits, Unit, funnel_plot
from doorstroom.ui.charts.svg import Chart, Markup
from doorstroom.ui.charts.triangle import Cell, Cells, maturity

__all__ = [
    "Bar",
    "Break",
    "Cell",
    "Cells",
    "Chart",
    "Curve",
    "Dot",
    "Fan",
    "Limits",
    "Markup",
    "Panel",
    "Range",
    "State",
    "Unit",
    "bars",
    "dots",
    "fan",
    "funnel",
    "funnel_plot",
    "maturity",
    "ranges",
    "stacked_areas",
    "step_curves",
]
