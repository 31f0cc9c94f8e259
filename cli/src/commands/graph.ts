import { Command, Option } from 'commander';
import { type Topology, topologyOf } from '../domain/topology';
import { drawPng, drawSvg } from '../report/draw';
import { dot, mermaid } from '../report/graph-text';
import { requireWritable, writeWhole } from '../session/files';
import { type Flags, withAppOptions } from '../session/flags';
import { type SessionWith, inputsOf } from '../session/session';
import { EXIT, runs } from './run';

type Format = 'mermaid' | 'dot' | 'svg' | 'png';

interface GraphFlags extends Flags {
  readonly format: Format;
  readonly output?: string;
}

const DRAWERS: Readonly<Record<Format, (topology: Topology) => string | Promise<string | Buffer>>> = {
  mermaid,
  dot,
  svg: topology => drawSvg(dot(topology)),
  png: topology => drawPng(dot(topology)),
};

async function graph(session: SessionWith<GraphFlags>): Promise<number> {
  const { flags, output } = session;
  requireWritable('--output', flags.output, inputsOf(session));
  const topology = topologyOf(session.stacks);
  if (flags.json) {
    output.data({ command: 'graph', ...topology });
    return EXIT.ok;
  }
  const drawn = await DRAWERS[flags.format](topology);
  if (flags.output !== undefined) {
    writeWhole(flags.output, typeof drawn === 'string' ? `${drawn.trimEnd()}\n` : drawn);
  } else if (typeof drawn === 'string') {
    output.result(drawn);
  } else if (output.stdoutIsTerminal) {
    throw new Error('A PNG does not go to a terminal. Add --output FILE, or redirect it.');
  } else {
    output.exact(drawn);
  }
  return EXIT.ok;
}

export function graphCommand(): Command {
  return withAppOptions(new Command('graph'))
    .description('draw what replicates where, from the assembly')
    .addOption(
      new Option('-f, --format <format>', 'what to draw').choices(['mermaid', 'dot', 'svg', 'png']).default('mermaid'),
    )
    .option('-o, --output <file>', 'write to a file instead of stdout')
    .addHelpText('after', HELP)
    .action(runs<GraphFlags>(graph));
}

const HELP = `
SVG and PNG are drawn with packages that are installed apart:
  $ npm install @viz-js/viz @resvg/resvg-js @expo-google-fonts/arimo

Examples:
  $ global-registry graph
  $ global-registry graph --format svg --output topology.svg
  $ global-registry graph --format dot | dot -Tpdf > topology.pdf`;
