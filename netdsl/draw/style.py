"""The style sheet of a picture: colours that the colour-blind tell apart, each beside a shape or line that says it too.

Every rule has one class, so that a page around the picture overrides it with two, as `.netdsl .net-paper`. The colours
are those of M. Okabe and K. Ito (Color Universal Design, 2008), in tints and shades.
"""

from netdsl.draw.font import FAMILY

INK, PAPER = "#1b1f24", "#ffffff"

STYLE = f"""
.netdsl {{ font-family: {FAMILY}; }}
.net-paper {{ fill: {PAPER}; }}
.net-title {{ fill: {INK}; font-weight: 700; }}
.net-text {{ fill: {INK}; }}
.net-name {{ fill: {INK}; }}
.net-bold {{ font-weight: 700; }}
.net-shape {{ stroke-width: 1.6; stroke-linejoin: round; }}
.net-public {{ fill: #d9ecf8; stroke: #0072b2; }}
.net-private {{ fill: #fde6bf; stroke: #b34a00; }}
.net-voluntary {{ fill: #d3efe4; stroke: #00734f; }}
.net-untold {{ fill: #f1f2f4; stroke: #5b6570; }}
.net-group {{ fill: {PAPER}; stroke: #5b6570; stroke-dasharray: 2 3; }}
.net-meeting {{ fill: {PAPER}; stroke: none; }}
.net-bar {{ fill: none; stroke: {INK}; stroke-width: 3; }}
.net-ring {{ fill: {PAPER}; stroke-width: 2.4; }}
.net-outside {{ stroke-dasharray: 6 4; }}
.net-line {{ fill: none; stroke: #454e58; }}
.net-dashed {{ stroke-dasharray: 6 4; }}
.net-head {{ fill: #454e58; stroke: #454e58; stroke-width: 1; stroke-linejoin: round; }}
.net-paid {{ stroke: #a3437c; }}
.net-paid-bar {{ fill: #a3437c; }}
.net-paid-head {{ fill: {PAPER}; stroke: #a3437c; stroke-width: 1.6; stroke-linejoin: round; }}
.net-paid-sign {{ fill: {PAPER}; stroke: #a3437c; stroke-width: 1.4; }}
.net-thin {{ stroke: #7a838d; stroke-dasharray: 1.5 4; }}
.net-seldom {{ stroke-dasharray: 9 5; }}
.net-sign {{ fill: {PAPER}; stroke: #454e58; stroke-width: 1.2; }}
.net-sign-text {{ fill: {INK}; font-weight: 700; }}
.net-grid {{ fill: none; stroke: #d5dade; stroke-width: 1; }}
.net-same {{ fill: #e4e7ea; }}
.net-together {{ fill: #0072b2; }}
.net-together-text {{ fill: #ffffff; font-weight: 700; }}
.net-at-times {{ fill: {PAPER}; stroke: #0072b2; stroke-width: 1.6; }}
.net-came {{ fill: none; stroke: #0b5a34; }}
.net-within {{ fill: none; stroke: {PAPER}; }}
.net-also {{ visibility: hidden; }}
"""

LINES = {
    "pays": "net-line net-paid",
    "part": "net-line net-thin",
    "independent": "net-line net-thin",
    "undecided": "net-line net-seldom",
    "at_times": "net-line net-seldom",
    "one_of": "net-line net-thin",
}
"""Kind of tie -> the classes of its line, where they are not those of all."""
