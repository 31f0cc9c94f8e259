import type { Arrow, Registry, Topology } from '../domain/topology';

const GROUPS = [
  { id: 'mainland', title: 'Mainland China', holds: (registry: Registry) => registry.mainland },
  { id: 'elsewhere', title: 'Outside mainland China', holds: (registry: Registry) => !registry.mainland },
];

/** Names on an arrow before the rest is counted. */
const SHOWN = 3;

function label({ namespaces }: Arrow): string {
  const more = namespaces.length - SHOWN;
  return [...namespaces.slice(0, SHOWN), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

const groupsOf = ({ registries }: Topology) =>
  GROUPS.map(group => ({ ...group, registries: registries.filter(group.holds) })).filter(
    group => group.registries.length > 0,
  );

/** For GitHub, wikis and documents: https://mermaid.js.org */
export function mermaid(topology: Topology): string {
  const ids = new Map(topology.registries.map(({ id }, index) => [id, `r${index}`]));
  const text = (value: string) => value.replaceAll('"', '#quot;');
  const lines = groupsOf(topology).flatMap(group => [
    `  subgraph ${group.id}["${group.title}"]`,
    ...group.registries.map(
      ({ id, region, name, kind }) => `    ${ids.get(id)}["${[region, name, kind].map(text).join('<br/>')}"]`,
    ),
    '  end',
  ]);
  const arrows = topology.arrows.map(
    arrow => `  ${ids.get(arrow.from)} -->|"${text(label(arrow))}"| ${ids.get(arrow.to)}`,
  );
  return ['flowchart LR', ...lines, ...arrows].join('\n');
}

/** For Graphviz. */
export function dot(topology: Topology): string {
  const quoted = (...lines: string[]) =>
    `"${lines.map(line => line.replaceAll('\\', '\\\\').replaceAll('"', '\\"')).join('\\n')}"`;
  const clusters = groupsOf(topology).flatMap(group => [
    `  subgraph cluster_${group.id} {`,
    `    label=${quoted(group.title)}; style="rounded,filled"; color="#d0d7de"; fillcolor="#f6f8fa"`,
    ...group.registries.map(
      ({ id, region, name, kind }) =>
        `    ${quoted(id)} [label=${quoted(region, name, kind)}${kind === 'primary' ? ', penwidth=2' : ''}]`,
    ),
    '  }',
  ]);
  const arrows = topology.arrows.map(
    arrow => `  ${quoted(arrow.from)} -> ${quoted(arrow.to)} [label=${quoted(label(arrow))}]`,
  );
  return [
    'digraph registry {',
    '  rankdir=LR; bgcolor="white"',
    '  graph [fontname="Arial", fontsize=12, pad=0.3]',
    '  node [fontname="Arial", fontsize=11, shape=box, style="rounded,filled", fillcolor="white"]',
    '  edge [fontname="Arial", fontsize=10]',
    ...clusters,
    ...arrows,
    '}',
  ].join('\n');
}
