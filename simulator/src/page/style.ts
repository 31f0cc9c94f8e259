import { Html } from './html';

export const STYLE = new Html(`
:root { color-scheme: light dark; --line: #8884; --good: #16803c; --bad: #b3261e; --busy: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --good: #5ec27f; --bad: #f2877f; --busy: #e0b050; } }
* { box-sizing: border-box; }
body { font: 14px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1200px; padding: 1rem; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1.15rem; border-bottom: 2px solid var(--line); margin: 2rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
small { font-weight: normal; opacity: .7; }
header p { margin: .25rem 0; }
.figures span { display: inline-block; margin-right: 1.5rem; }
.figures b { font-size: 1.2rem; }
article { border: 1px solid var(--line); border-radius: 6px; padding: .75rem; margin: .75rem 0; overflow-x: auto; }
article p { margin: .25rem 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { text-align: left; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; opacity: .8; }
code { font-size: .85em; }
ol { margin: .25rem 0; padding-left: 1.5rem; }
time { opacity: .7; font-variant-numeric: tabular-nums; }
.output { margin-right: 1rem; }
.status { font-weight: 600; font-size: .85em; }
.good { color: var(--good); } .bad { color: var(--bad); } .busy { color: var(--busy); }
.empty { padding: 2rem 0; }
`);
