/**
 * Writes what the official SDK of Container Registry says of the parameters and answers of the simulated actions, for the
 * tests. The SDK for Node.js is not among the packages of npm; the one for Python is the newest that a registry has:
 *
 *     pip download --no-deps alibabacloud-cr20181201==2.2.5 && unzip alibabacloud_cr20181201-2.2.5-py3-none-any.whl
 *     npx tsx simulator/scripts/cr-models.ts alibabacloud_cr20181201/models
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { CR_ACTIONS } from '../src/api/cr-actions';

const TARGET = join(__dirname, '..', 'test', 'models', 'cr-20181201.json');

/** A type by its name, a list by its item, a map by its fields. */
type Model = string | [Model] | { [field: string]: Model };

const SCALARS: Readonly<Record<string, string>> = {
  str: 'string',
  int: 'number',
  float: 'number',
  bool: 'boolean',
  Any: 'any',
};

/** The body of each class of the SDK, by its name. */
function readClasses(folder: string): Map<string, string> {
  const classes = new Map<string, string>();
  for (const file of readdirSync(folder).sort()) {
    for (const part of readFileSync(join(folder, file), 'utf8')
      .split(/^class /m)
      .slice(1)) {
      classes.set(part.slice(0, part.indexOf('(')), part);
    }
  }
  return classes;
}

function model(classes: ReadonlyMap<string, string>, name: string): Model {
  const body = classes.get(name) ?? '';
  const types = new Map([...body.matchAll(/^ {8}(\w+): (.+) = None,$/gm)].map(match => [match[1], match[2]]));
  const names = [
    ...body.matchAll(/m\.get\('([^']+)'\) is not None:\s+(?:self\.(\w+) = m\.get|[^]*?self\.(\w+)(?: =|\.append|\[))/g),
  ];
  return Object.fromEntries(
    names.map(([, field, plain, nested]) => [field, typed(classes, types.get(plain ?? nested) ?? 'Any')]),
  );
}

/** Where some parameters travel as JSON, a class of its own has them as text. */
function requestModel(classes: ReadonlyMap<string, string>, action: string): Model {
  const onTheWire = `${action}ShrinkRequest`;
  return model(classes, classes.has(onTheWire) ? onTheWire : `${action}Request`);
}

function typed(classes: ReadonlyMap<string, string>, type: string): Model {
  const item = /^List\[(.+)\]$/.exec(type)?.[1];
  if (item !== undefined) {
    return [typed(classes, item)];
  }
  if (type.startsWith('Dict')) {
    return 'map';
  }
  return SCALARS[type] ?? model(classes, type.replace('main_models.', ''));
}

async function main(folder: string): Promise<void> {
  const classes = readClasses(folder);
  const actions = Object.keys(CR_ACTIONS)
    .sort()
    .map(action => [
      action,
      { request: requestModel(classes, action), answer: model(classes, `${action}ResponseBody`) },
    ]);
  const content = {
    source: 'alibabacloud-cr20181201 2.2.5 (PyPI), the official SDK, Apache-2.0',
    actions: Object.fromEntries(actions),
  };
  writeFileSync(TARGET, await format(JSON.stringify(content), { ...(await resolveConfig(TARGET)), parser: 'json' }));
}

void main(process.argv[2]);
