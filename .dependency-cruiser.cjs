/**
 * Who may import whom: an import runs only to a room further left, types included, and no two files import each other in a circle.
 * `npm run lint` holds the source to it.
 */
const SIMULATOR = ['runtime', 'template', 'cr', 'registry', 'resources', 'images', 'ros', 'api', 'page'];
const LIB = ['domain', 'core', 'stack', 'cr', 'instance', 'replication', 'registry'];

/** A room may not import from those to its right, nor from the public constructs. */
const layers = (root, rooms) =>
  rooms.map((room, i) => ({
    name: `${root}/${room}-imports-only-leftwards`,
    comment: `${root}/${room} stands left of what it imports here: ${rooms.join(' < ')} < the files above the rooms.`,
    severity: 'error',
    from: { path: `^${root}/${room}/` },
    to: { path: `^${root}/(?!(?:${rooms.slice(0, i + 1).join('|')})/)` },
  }));

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-imports-nothing-but-itself',
      comment: 'Pure rules know neither the core nor files nor Node.js.',
      severity: 'error',
      from: { path: '^lib/domain/' },
      to: { pathNot: '^lib/domain/|^crypto$' },
    },
    ...layers('lib', LIB),
    ...layers('simulator/src', SIMULATOR),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.d\\.ts$|\\.js$|\\.mjs$|/dist/' },
    tsConfig: { fileName: 'tsconfig.dev.json' },
    // What the compiler wrote lies beside the sources of lib/, and must not be taken for them.
    enhancedResolveOptions: { extensions: ['.ts', '.json'] },
  },
};
