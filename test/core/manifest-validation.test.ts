import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { repairManifestValidation } from '../../lib/core/manifest-validation';
import { temporaryDirectory } from '../support/assembly';

const CORE = '@alicloud/ros-cdk-core';
const CXAPI = '@alicloud/ros-cdk-cxapi';
const SCHEMA = '@alicloud/ros-cdk-assembly-schema';

const AnyUrl = URL;

/** Whether a URL is relative to a base such as `thismessage::/`, where Node.js releases differ. */
function isDisputed(input: string | URL, base?: string | URL): boolean {
  return base === 'thismessage::/' && !AnyUrl.canParse(String(input));
}

/** What Node.js does up to 24.19 and 26.6: the base takes a path. */
class LenientUrl extends AnyUrl {
  static canParse(input: string, base?: string): boolean {
    return AnyUrl.canParse(input, isDisputed(input, base) ? 'thismessage:/' : base);
  }

  constructor(input: string | URL, base?: string | URL) {
    super(input, isDisputed(input, base) ? 'thismessage:/' : base);
  }
}

/** What Node.js does from 24.20 and 26.7 on: the base takes no path. */
class StrictUrl extends AnyUrl {
  static canParse(input: string, base?: string): boolean {
    return !isDisputed(input, base) && AnyUrl.canParse(input, base);
  }

  constructor(input: string | URL, base?: string | URL) {
    if (isDisputed(input, base)) {
      throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' });
    }
    super(input, base);
  }
}

beforeEach(() => jest.resetModules());
afterEach(() => {
  global.URL = AnyUrl;
});

interface SchemaPackage {
  readonly Manifest: { saveAssemblyManifest(manifest: unknown, file: string): void };
}

/** What checking a manifest says; nothing where the manifest is fine. */
function verdict(manifest: unknown, schemaPackage = SCHEMA): string | undefined {
  try {
    (jest.requireActual(schemaPackage) as SchemaPackage).Manifest.saveAssemblyManifest(manifest, devNull);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const theSchema = (schemaPackage = SCHEMA): Record<string, unknown> =>
  jest.requireActual(`${schemaPackage}/schema/cloud-assembly.schema.json`);

/** Packages in a new folder: the text of `index.js` by path, or nothing for a copy of the schema that is installed here. */
function installed(packages: Record<string, string | undefined>): string {
  const folder = temporaryDirectory('installed-');
  for (const [path, text] of Object.entries(packages)) {
    const target = join(folder, 'node_modules', path);
    mkdirSync(target, { recursive: true });
    if (text === undefined) {
      cpSync(dirname(require.resolve(`${SCHEMA}/package.json`)), target, { recursive: true });
    } else {
      writeFileSync(join(target, 'package.json'), '{ "version": "9.8.7" }');
      writeFileSync(join(target, 'index.js'), text);
    }
  }
  return folder;
}

/** Repairs what is installed in a folder, as a library in it would. */
const repairIn = (folder: string) => repairManifestValidation([CORE, CXAPI], join(folder, 'library.js'));

const WRONG = {
  artifacts: { one: { type: 'car', dependencies: 5 }, two: { type: 'aliyun:ros:stack', properties: {} } },
  missing: [{ key: 1, props: {} }],
  runtime: 3,
};

describe('where Node.js refuses the URL that the core asks for', () => {
  beforeEach(() => {
    global.URL = StrictUrl;
  });

  test('an app of the bare core cannot be synthesised', () => {
    const { App } = jest.requireActual<typeof import('@alicloud/ros-cdk-core')>(CORE);
    const app = new App({ outdir: temporaryDirectory('bare-') });
    expect(() => app.synth()).toThrow('Invalid URL');
  });

  test('an app of this library is synthesised and read', () => {
    const { GlobalRegistry } = jest.requireActual<typeof import('../../lib')>('../../lib');
    const { App } = jest.requireActual<typeof import('@alicloud/ros-cdk-core')>(CORE);
    const app = new App({ outdir: temporaryDirectory('ours-') });
    new GlobalRegistry(app, 'Acme', { instanceName: 'acme', primary: { region: 'eu-central-1' } });
    expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual(['acme-eu-central-1']);
  });

  test('a wrong manifest is refused in the words of the other releases', () => {
    repairManifestValidation([CORE, CXAPI]);
    const repaired = verdict(WRONG);
    jest.resetModules();
    global.URL = LenientUrl;
    expect(repaired).toMatch(/^Invalid assembly manifest:\ninstance.artifacts.one.type is not one of enum values/);
    expect(repaired).toEqual(verdict(WRONG));
  });

  test('the schema looks as before to everybody else', () => {
    const before = JSON.stringify(theSchema());
    repairManifestValidation([CORE, CXAPI]);
    expect(theSchema().$id).toBe('ros-cdk:/cloud-assembly.schema.json');
    expect([JSON.stringify(theSchema()), Object.keys(theSchema())]).toEqual([
      before,
      ['$ref', 'definitions', '$schema'],
    ]);
  });

  test('a schema that has an $id already keeps it', () => {
    theSchema().$id = 'theirs:/schema.json';
    repairManifestValidation([CORE, CXAPI]);
    expect(theSchema().$id).toBe('theirs:/schema.json');
    expect(verdict({})).toBeUndefined();
  });

  test('of several copies of the schema only that is repaired by which the core writes', () => {
    const folder = installed({
      [SCHEMA]: undefined,
      [CORE]: '',
      [`${CORE}/node_modules/${SCHEMA}`]: undefined,
      [`${CORE}/node_modules/${CXAPI}`]: '',
      [`${CORE}/node_modules/${CXAPI}/node_modules/${SCHEMA}`]: undefined,
    });
    const copies = ['', `${CORE}/node_modules`, `${CORE}/node_modules/${CXAPI}/node_modules`].map(path =>
      join(folder, 'node_modules', path, SCHEMA),
    );
    repairIn(folder);
    expect(copies.map(copy => verdict({}, copy))).toEqual(['Invalid URL', 'Invalid URL', undefined]);
  });

  test.each([
    ['whose validator asks for no such URL', { [SCHEMA]: 'exports.Manifest = { saveAssemblyManifest() {} };' }],
    ['that has other functions', { [SCHEMA]: 'exports.check = () => undefined;' }],
    ['that has no such package', {}],
  ])('a release is left alone %s', (_what, packages) => {
    const folder = installed({ [CORE]: '', [CXAPI]: '', ...packages });
    expect(() => repairIn(folder)).not.toThrow();
  });

  test('a core that reads manifests by itself is left alone', () => {
    expect(() => repairIn(installed({ [CORE]: '' }))).not.toThrow();
  });

  test('refuses a release that is not helped, and names the versions', () => {
    const validator = "exports.Manifest = { saveAssemblyManifest() { new URL('/x', 'thismessage::/'); } };";
    const folder = installed({ [CORE]: '', [CXAPI]: '', [SCHEMA]: validator });
    expect(() => repairIn(folder)).toThrow(
      `Node.js is ${process.versions.node}, but @alicloud/ros-cdk-assembly-schema 9.8.7 checks manifests by way of a URL ` +
        'that Node.js refuses from 24.20 and 26.7 on, so no app of the ROS CDK can be synthesised or deployed. ' +
        'Run Node.js 20, 22 or 24.19, or install another release of @alicloud/ros-cdk-core.',
    );
  });
});

describe('where Node.js takes the URL', () => {
  test('nothing is looked for and nothing is changed', () => {
    global.URL = LenientUrl;
    repairManifestValidation([CORE, CXAPI]);
    expect(theSchema().$id).toBeUndefined();
    expect(verdict({})).toBeUndefined();
  });
});
