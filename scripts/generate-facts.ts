/**
 * Writes what each package needs of the facts in schema/: regions, limits, RAM actions, stack metadata, values, what ROS can change;
 * and for the deployer, which does not depend on the library, a copy of the code that both need.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { format, resolveConfig } from 'prettier';

const ROOT = join(__dirname, '..');

const read = (file: string) => JSON.parse(readFileSync(join(ROOT, 'schema', file), 'utf8'));

interface Limit {
  readonly value: number;
}

/** The sections that a package may take, each as the text of an exported constant. */
const SECTIONS = {
  regions: () =>
    constant(
      'REGION_FACTS',
      'The regions with Container Registry.',
      read('regions.json').regions.map(({ note: _note, ...region }: { note?: string }) => region),
    ),
  mainland: () => {
    const regions = read('regions.json').regions as { id: string; mainland: boolean }[];
    return constant(
      'IN_MAINLAND',
      'The regions with Container Registry, and whether each lies in mainland China.',
      Object.fromEntries(regions.map(({ id, mainland }) => [id, mainland])),
    );
  },
  limits: () => {
    const { ros, ram, editions } = read('limits.json') as Record<'ros' | 'ram' | 'editions', Record<string, Limit>>;
    const values = (limits: Record<string, Limit>) =>
      Object.fromEntries(Object.entries(limits).map(([name, { value }]) => [name, value]));
    const quotas = Object.entries(editions as unknown as Record<string, { namespaces: number; repositories: number }>);
    return [
      constant('ROS_LIMITS', 'What ROS takes at most.', values(ros)),
      constant('RAM_LIMITS', 'What RAM takes at most.', values(ram)),
      constant(
        'QUOTAS',
        'How many namespaces and repositories an instance of each edition holds, unless more are bought.',
        Object.fromEntries(
          quotas.map(([edition, { namespaces, repositories }]) => [edition, { namespaces, repositories }]),
        ),
      ),
    ].join('\n');
  },
  ramActions: () => {
    const { actions } = read('ram-actions.json');
    return constant('RAM_ACTIONS', 'The RAM actions behind each resource type.', actions);
  },
  ramCalls: () => {
    const { buying, calls } = read('ram-actions.json');
    return [
      constant('BUYING', 'What buys and releases instances.', buying),
      constant('CALL_ACTIONS', 'The RAM actions behind each call of the deployer that does not go to ROS.', calls),
    ].join('\n');
  },
  metadata: () => {
    const { type, version, pulling, existing, tags } = read('stack-metadata.json');
    return [
      constant('MARK_TAGS', 'The tags that the deployer adds to every stack: a list of stacks shows them.', {
        app: tags.app,
        path: tags.path,
      }),
      constant('STACK_METADATA', 'The metadata by which a deployer knows what a stack is and where it goes.', {
        type,
        version,
      }),
      constant('PULL_METADATA', 'The metadata by which a deployer knows what images are pulled from.', {
        type: pulling.type,
        version: pulling.version,
      }),
      constant('EXISTING_METADATA', 'The metadata by which a deployer knows what an app takes as it is.', {
        type: existing.type,
        version: existing.version,
      }),
    ].join('\n');
  },
  values: () => {
    const { values, others } = read('values.json');
    return [
      constant('VALUES', 'What values of other resources are, and which type and attribute gives them.', values),
      constant('OTHER_TYPES', 'Types that give none of these.', others),
    ].join('\n');
  },
  template: () => constant('RESOURCE_KEYS', 'What a resource in a template has.', read('template.json').resource.keys),
  updatable: () => {
    const types = ['cr', 'ram', 'ros'].flatMap(service =>
      readdirSync(join(ROOT, 'schema', service))
        .sort()
        .map(
          file => read(join(service, file)) as { type: string; properties: Record<string, { updatable?: boolean }> },
        ),
    );
    const updatable = types.map(({ type, properties }) => [
      type,
      Object.keys(properties).filter(name => properties[name].updatable === true),
    ]);
    return constant(
      'UPDATABLE',
      'The properties that ROS can change, by resource type. What no source says is not among them: refusing is safe.',
      Object.fromEntries(updatable),
    );
  },
} satisfies Record<string, () => string>;

/** Which facts each package reads, and where they are written. */
const TARGETS: Readonly<Record<string, readonly (keyof typeof SECTIONS)[]>> = {
  'lib/domain/facts.generated.ts': ['regions', 'limits', 'metadata', 'template', 'values'],
  'simulator/src/runtime/facts.generated.ts': ['regions', 'limits', 'ramActions', 'template'],
  'cli/src/domain/facts.generated.ts': ['mainland', 'limits', 'ramActions', 'ramCalls', 'metadata', 'updatable'],
};

/** Files that are copied as they are, by where they are written; of each other they import the copies. */
const COPIES: Readonly<Record<string, string>> = {
  'cli/src/adoption/filter-doubts.generated.ts': 'lib/domain/filter-doubts.ts',
  'cli/src/adoption/filters.generated.ts': 'lib/domain/filters.ts',
  'cli/src/assembly/manifest-validation.generated.ts': 'lib/core/manifest-validation.ts',
  'cli/src/images/image-matching.generated.ts': 'lib/domain/image-matching.ts',
  'cli/src/domain/existing-parts.generated.ts': 'lib/domain/existing.ts',
  'cli/src/pulling/checks.generated.ts': 'lib/domain/pulling/checks.ts',
  'cli/src/pulling/credentials.generated.ts': 'lib/domain/pulling/credentials.ts',
  'cli/src/pulling/formats.generated.ts': 'lib/domain/pulling/formats.ts',
  'cli/src/pulling/manifests.generated.ts': 'lib/domain/pulling/manifests.ts',
  'cli/src/pulling/names.generated.ts': 'lib/domain/names.ts',
  'cli/src/pulling/nodes.generated.ts': 'lib/domain/pulling/nodes.ts',
  'cli/src/pulling/problem.generated.ts': 'lib/domain/problem.ts',
  'cli/src/pulling/short-hash.generated.ts': 'lib/domain/short-hash.ts',
  'cli/src/pulling/registry.generated.ts': 'lib/domain/pulling/registry.ts',
};

const HEADER =
  '// Generated by `npm run generate` from schema/. Do not edit: a fact, and its source, is changed there.';

function constant(name: string, doc: string, value: unknown): string {
  return `/** ${doc} */\nexport const ${name} = ${JSON.stringify(value)} as const;\n`;
}

/** The text of every generated file, by its path. */
export async function generateFacts(): Promise<Record<string, string>> {
  const style = await resolveConfig(join(ROOT, 'package.json'));
  const written = { ...facts(), ...copies() };
  const files = Object.entries(written).map(
    async ([file, text]) => [file, await format(text, { ...style, parser: 'typescript' })] as const,
  );
  return Object.fromEntries(await Promise.all(files));
}

function facts(): Record<string, string> {
  const written = Object.entries(TARGETS).map(([file, sections]) => [
    file,
    [HEADER, ...sections.map(section => SECTIONS[section]())].join('\n\n'),
  ]);
  return Object.fromEntries(written);
}

function copies(): Record<string, string> {
  const copied = Object.entries(COPIES).map(([file, source]) => {
    const header = `// Copied by \`npm run generate\` from ${source}. Do not edit: it is changed there.`;
    return [file, `${header}\n\n${withCopiedImports(file, source, readFileSync(join(ROOT, source), 'utf8'))}`];
  });
  return Object.fromEntries(copied);
}

/** What a copy imports are the copies, wherever they lie. */
function withCopiedImports(file: string, source: string, text: string): string {
  return text.replace(/(?<= from ')\.[^']*(?=';)/g, name => {
    const imported = `${join(dirname(source), name)}.ts`;
    const copy = Object.keys(COPIES).find(other => COPIES[other] === imported);
    if (copy === undefined) {
      throw new Error(`${source} is copied and imports ${imported}, which is not. Name it among the copies.`);
    }
    const path = relative(dirname(file), join(dirname(copy), basename(copy, '.ts')));
    return path.startsWith('.') ? path : `./${path}`;
  });
}

/** Writes the files; with `--check` tells which are not what the schema says. */
async function main(check: boolean): Promise<void> {
  for (const [file, text] of Object.entries(await generateFacts())) {
    if (!check) {
      writeFileSync(join(ROOT, file), text);
    } else if (readFileSync(join(ROOT, file), 'utf8') !== text) {
      console.error(`${file} is not what ${COPIES[file] ?? 'schema/'} says. Run npm run generate.`);
      process.exitCode = 1;
    }
  }
}

if (require.main === module) {
  void main(process.argv.includes('--check'));
}
