/** The report's own style: calm on a screen, and made to be printed on A4 or Letter. */
export const STYLE = `
:root { color-scheme: light; --ink: #1d2730; --quiet: #5a6873; --line: #d8dee3; --paper: #fff; --ground: #f4f6f7;
  --low: #4f6b80; --medium: #97650a; --high: #9f3a2f; --pass: #4d8a6a; --unknown: #b9c2c9; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI",
  "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
main { max-width: 54rem; margin: 2rem auto; padding: 3rem 3.5rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: 6px; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; }
h2 { margin: 2.75rem 0 .9rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); font-size: 1.15rem;
  font-weight: 650; }
h3 { margin: 0; font-size: 1rem; font-weight: 600; }
p { margin: .4rem 0; }
ul { margin: .4rem 0; padding-left: 1.2rem; }
.kicker { margin: 0 0 .3rem; color: var(--quiet); font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; }
.quiet { color: var(--quiet); font-size: .9em; }
.given { quotes: "“" "”"; white-space: pre-line; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: .9rem 2rem; margin: 1.6rem 0 0; }
dt { color: var(--quiet); font-size: .8rem; }
dd { margin: 0; }
.score strong { font-size: 1.6rem; font-weight: 650; }
table { width: 100%; border-collapse: collapse; font-size: .92rem; }
th { padding: .3rem .8rem .3rem 0; color: var(--quiet); font-size: .8rem; font-weight: 500; text-align: left;
  vertical-align: bottom; }
td { padding: .4rem .8rem .4rem 0; border-top: 1px solid var(--line); vertical-align: top; }
.number { text-align: right; white-space: nowrap; }
.wide { width: 24%; padding-right: 0; vertical-align: middle; }
.trail td:not(:last-child) { white-space: nowrap; color: var(--quiet); }
.bar, .stack { display: block; height: .6rem; border-radius: 2px; background: var(--low); }
.stack { display: flex; overflow: hidden; background: var(--ground); }
.PASS { background: var(--pass); }
.FAIL { background: repeating-linear-gradient(135deg, var(--high) 0 3px, #c98f88 3px 5px); }
.UNKNOWN { background: var(--unknown); }
article { margin: 1.1rem 0; padding: 1rem 1.2rem 1.1rem; border: 1px solid var(--line); border-radius: 5px; }
article header { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: baseline; justify-content: space-between; }
.severity { display: inline-flex; gap: .4rem; align-items: center; font-size: .85rem; font-weight: 600; }
.severity svg { width: .75rem; height: .75rem; }
.LOW { color: var(--low); }
.MEDIUM { color: var(--medium); }
.HIGH { color: var(--high); }
.review { padding-left: .8rem; border-left: 3px solid var(--line); }
.pictures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1rem; margin-top: .9rem; }
figure { margin: 0; }
figcaption { margin-top: .35rem; font-size: .82rem; line-height: 1.4; }
.picture { position: relative; line-height: 0; }
.picture img { width: 100%; height: auto; border-radius: 3px; }
.picture svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.picture rect { fill: none; stroke: #fff; stroke-width: 1.8; vector-effect: non-scaling-stroke; }
.picture rect.edge { stroke: #10181f; stroke-width: 3.6; stroke-opacity: .55; }
.picture .label rect { stroke-dasharray: 5 3; }
.picture text { fill: #fff; stroke: #10181f; stroke-width: 3px; paint-order: stroke; font-weight: 600; }
.timeline { display: block; width: 100%; height: auto; font-size: 11.5px; overflow: visible; }
.timeline .row { fill: var(--ink); }
.timeline text.mark { fill: var(--quiet); text-anchor: middle; font-size: 10.5px; }
.timeline line { stroke: var(--line); stroke-width: 1; }
.timeline .bar { fill: currentColor; opacity: .35; }
.timeline .dismissed { opacity: .4; }
.timeline .pause { fill: var(--ground); }
footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); }
@media (max-width: 40rem) { main { margin: 0; padding: 1.5rem 1.2rem; border: 0; } .pictures { grid-template-columns: 1fr; } }
@page { margin: 16mm 15mm; }
@media print {
  body { background: none; font-size: 9.5pt; }
  main { max-width: none; margin: 0; padding: 0; border: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, h3, article header, thead, section > p { break-after: avoid; }
  tr, figure, article, .timeline, dl, table:not(.trail) { break-inside: avoid; }
  .pictures { grid-template-columns: repeat(4, 1fr); }
  article { margin: .8rem 0; padding: .7rem .9rem .8rem; }
  h2 { margin-top: 1.8rem; }
  section > p, li { break-inside: avoid; }
}
`;
