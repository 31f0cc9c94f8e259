import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

import { writeAssembly } from '../scripts/assemble-core/assemble';
import { findPackage } from '../scripts/assemble-core/package';
import { run } from '../scripts/assemble-core/run';
import { Api, assembledApi, Assembly, declaredApi } from '../test/support/declarations';

const CORE = '@alicloud/ros-cdk-core';
const PACKAGES = ['@alicloud/ros-cdk-assembly-schema', '@alicloud/ros-cdk-cxapi', CORE];
const JSII = (JSON.parse(readFileSync(require.resolve('jsii/package.json'), 'utf8')) as { version: string }).version;
const NEW_LAYOUT =
  'Install the releases that package-lock.json names (npm ci), or teach scripts/assemble-core the new layout.';

const MANIFEST = {
  name: CORE,
  version: '9.9.9',
  description: 'A core of a few lines',
  author: 'Somebody',
  license: 'Apache-2.0',
  repository: { type: 'git', url: 'https://example.com/core.git' },
  main: 'lib/index.js',
  types: 'lib/index.d.ts',
  jsii: { targets: { python: { distName: 'small-core', module: 'small_core' } } },
};

/** A project in a folder of its own that has installed packages of the core, and jsii unless told otherwise. */
class Project {
  static readonly all: Project[] = [];
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'assemble-core-test-')));

  constructor({ jsii = true } = {}) {
    Project.all.push(this);
    if (jsii) {
      this.link('jsii');
    }
  }

  /** A core of a few declaration files. */
  static of(files: Record<string, string>, manifest: object = {}): Project {
    const project = new Project();
    project.write('package.json', JSON.stringify({ ...MANIFEST, ...manifest }));
    Object.entries(files).forEach(([path, text]) => project.write(path, text));
    return project;
  }

  /** The core that this repository has installed, as npm delivers it. */
  static ofInstalledCore(): Project {
    const project = new Project();
    project.link('constructs');
    for (const name of PACKAGES) {
      const filter = (path: string) => !['node_modules', '.jsii'].includes(basename(path));
      cpSync(resolve('node_modules', name), project.path(name), { recursive: true, filter });
    }
    return project;
  }

  path(name: string, file = ''): string {
    return join(this.root, 'node_modules', name, file);
  }

  write(file: string, text: string, name = CORE): void {
    mkdirSync(dirname(this.path(name, file)), { recursive: true });
    writeFileSync(this.path(name, file), text);
  }

  link(name: string): void {
    mkdirSync(this.path(''), { recursive: true });
    symlinkSync(resolve('node_modules', name), this.path(name), 'junction');
  }

  assembly(name = CORE): string {
    return readFileSync(this.path(name, '.jsii'), 'utf8');
  }

  /** Exit code and output of a run. */
  async run(): Promise<{ code: number; log: string[]; errors: string[] }> {
    const log: string[] = [];
    const errors: string[] = [];
    const code = await run(this.root, { log: line => log.push(line), error: line => errors.push(line) });
    return { code, log, errors };
  }
}

afterAll(() => Project.all.forEach(({ root }) => rmSync(root, { recursive: true, force: true })));

function api(assembly: string): Api {
  return assembledApi(JSON.parse(assembly) as Assembly);
}

describe('The assemblies of the installed core', () => {
  let project: Project;
  let first: Awaited<ReturnType<Project['run']>>;
  beforeAll(async () => {
    project = Project.ofInstalledCore();
    first = await project.run();
  }, 60_000);

  test('are made for the packages in the order of their dependencies', () => {
    const titles = PACKAGES.map(name => `${name} ${version(name)}`);
    expect(first).toEqual({ code: 0, log: titles.map(title => `Assembled ${title} for jsii.`), errors: [] });
  });

  test.each(PACKAGES)('describe what the declarations of %s declare', name => {
    const declared = declaredApi(project.path(name, 'lib/index.d.ts'));
    expect(api(project.assembly(name))).toEqual(declared);
  });

  test('describe classes, structs and enums in full', () => {
    const core = api(project.assembly());
    expect(core.Construct).toEqual([
      'class extends constructs.Construct implements @alicloud/ros-cdk-core.IConstruct',
      'new(scope, id)',
      'protected onPrepare(): void',
      'protected onSynthesize(session): void',
      'protected onValidate(): value',
      'protected prepare(): void',
      'protected validate(): value',
      'readonly node',
      'static isConstruct(x): value',
      'synthesize(session): void',
    ]);
    expect(core.ResourceProps).toEqual([
      'struct',
      'readonly account?',
      'readonly environmentFromArn?',
      'readonly physicalName?',
      'readonly region?',
    ]);
    expect(core.ConstructOrder).toEqual(['enum', 'POSTORDER', 'PREORDER']);
    expect(core['RosParameter.AssociationProperty']).toContain('static const CR_INSTANCE_ID');
  });

  test('keep version, documentation and the names in every language', () => {
    const { version: assembled, targets, types } = JSON.parse(project.assembly()) as CoreAssembly;
    expect(assembled).toBe(version(CORE));
    expect(types[`${CORE}.Construct`].docs.summary).toBe('Represents the building block of the construct graph.');
    expect(targets).toEqual({
      dotnet: { namespace: 'AlibabaCloud.SDK.ROS.CDK.Core', packageId: 'AlibabaCloud.SDK.ROS.CDK.Core' },
      go: { moduleName: 'github.com/alibabacloud-go/ros-cdk', packageName: 'alicloudroscdkcore' },
      java: {
        maven: { artifactId: 'ros-cdk-core', groupId: 'com.aliyun' },
        package: 'com.aliyun.ros.cdk.core',
      },
      js: { npm: CORE },
      python: {
        classifiers: ['Programming Language :: Python :: 3'],
        distName: 'ros-cdk-core',
        module: 'ros_cdk_core',
      },
    });
  });

  test.each(PACKAGES)('tell the same lines as the declaration files of %s', name => {
    const { types } = JSON.parse(project.assembly(name)) as CoreAssembly;
    const found = Object.values(types).map(({ name: type, locationInModule: { filename, line } }) => {
      const lines = readFileSync(project.path(name, filename.replace(/\.ts$/, '.d.ts')), 'utf8').split('\n');
      return new RegExp(`\\b(class|interface|enum) ${type}\\b`).test(lines[line - 1]) ? 'declared there' : type;
    });
    expect(new Set(found)).toEqual(new Set(['declared there']));
  });

  test.each(PACKAGES)('hold no path of this machine for %s', name => {
    for (const path of [project.root, tmpdir(), homedir(), process.cwd()]) {
      expect(project.assembly(name)).not.toContain(path);
    }
  });

  test('are left as they are by a second run, which says nothing', async () => {
    const state = () => PACKAGES.map(name => [project.assembly(name), statSync(project.path(name, '.jsii')).mtimeMs]);
    const before = state();
    expect(await project.run()).toEqual({ code: 0, log: [], errors: [] });
    expect(state()).toEqual(before);
  });

  test('are all that a run leaves behind', () => {
    for (const name of PACKAGES) {
      const delivered = readdirSync(resolve('node_modules', name)).filter(file => file !== 'node_modules');
      expect(readdirSync(project.path(name)).sort()).toEqual([...new Set([...delivered, '.jsii'])].sort());
    }
  });
});

interface CoreAssembly {
  readonly version: string;
  readonly targets: object;
  readonly types: Record<
    string,
    { name: string; docs: { summary: string }; locationInModule: { filename: string; line: number } }
  >;
}

function version(name: string): string {
  return (JSON.parse(readFileSync(resolve('node_modules', name, 'package.json'), 'utf8')) as { version: string })
    .version;
}

describe('An assembly', () => {
  const shape = `
    declare class Hidden {
        protected constructor(id: string, note?: string, ...more: number[]);
        inherited(): string;
    }
    /** Nobody else sees this. */
    export declare abstract class Shape extends Hidden {
        #secret;
        /** What it costs. */
        private readonly cost;
        /** How many there are. */
        static readonly COUNT: number;
        static readonly KIND = "shape";
        static get current(): Shape;
        protected constructor(name: string);
        protected constructor(name: string, size: number);
        /**
         * Draws once.
         */
        draw(times: number): void;
        draw(times: string, { color, width: [thin] }?: any): void;
        abstract move(...steps: number[]): Shape | undefined;
        /** @internal */
        _render(): void;
        get name(): string;
        set name(value: string);
        private set quiet(value);
        size?: number;
        readonly tags: string[];
    }
    export {};
  `;
  const index = `
    import { Shape } from './shape';
    export * from './shape';
    export declare class Circle extends Shape {
        private constructor();
        move(...steps: number[]): Shape | undefined;
    }
    export declare namespace Circle {
        class Radius {
            static readonly UNIT: string;
            constructor(value?: number);
        }
        function twice(radius: Radius): Radius;
        const ONE: Radius;
        enum Side { LEFT = 0, RIGHT = 1 }
        interface Options { readonly side?: Side; }
    }
    export declare function area(shape: Shape): number;
    export declare const DEFAULT: Shape;
    export function perimeter(shape: Shape): number;
    export declare type Size = number;
  `;
  let project: Project;
  let original: string;
  beforeAll(async () => {
    project = Project.of({ 'lib/index.d.ts': index, 'lib/shape.d.ts': shape });
    expect(await project.run()).toEqual({ code: 0, log: [`Assembled ${CORE} 9.9.9 for jsii.`], errors: [] });
    original = project.assembly();
  }, 60_000);

  test('describes what jsii shows to other languages, and nothing that is private or internal', () => {
    expect(api(original)).toEqual({
      Shape: [
        'abstract class',
        'abstract move(...steps): value?',
        'draw(times): void',
        'inherited(): value',
        'name',
        'protected new(name)',
        'readonly tags',
        'size?',
        'static const COUNT',
        'static const KIND',
        'static readonly current',
      ],
      Circle: ['class extends @alicloud/ros-cdk-core.Shape', 'move(...steps): value?'],
      'Circle.Radius': ['class', 'new(value?)', 'static const UNIT'],
      'Circle.Side': ['enum', 'LEFT', 'RIGHT'],
      'Circle.Options': ['struct', 'readonly side?'],
    });
  });

  test('keeps documentation with the member that it belongs to', () => {
    const { methods, properties } = (JSON.parse(original) as DocumentedAssembly).types[`${CORE}.Shape`];
    const documented = [...methods, ...properties].filter(({ docs }) => docs);
    expect(Object.fromEntries(documented.map(({ name, docs }) => [name, docs!.summary]))).toEqual({
      COUNT: 'How many there are.',
      draw: 'Draws once.',
    });
  });

  test('is made anew when the declarations change or it was cut short, the same bytes from the same input', async () => {
    project.write('lib/shape.d.ts', shape.replace('inherited', 'handedDown'));
    expect((await project.run()).log).toEqual([`Assembled ${CORE} 9.9.9 for jsii.`]);
    expect(api(project.assembly()).Shape).toContain('handedDown(): value');

    project.write('.jsii', original.slice(0, 1000));
    project.write('lib/shape.d.ts', shape);
    expect((await project.run()).log).toEqual([`Assembled ${CORE} 9.9.9 for jsii.`]);
    expect(project.assembly()).toBe(original);
  });

  test('that came with the release is left alone', async () => {
    const official = Project.of({ '.jsii': '{"schema":"jsii/0.10.0","metadata":{"jsii":{}}}' });
    const before = official.assembly();
    expect(await official.run()).toEqual({ code: 0, log: [], errors: [] });
    expect(official.assembly()).toBe(before);
  });

  test('is not needed where no jsii compiler is installed', async () => {
    const log = [`No jsii compiler is installed here, so the jsii assemblies of ${CORE} are not needed.`];
    expect(await new Project({ jsii: false }).run()).toEqual({ code: 0, log, errors: [] });
  });
});

interface DocumentedAssembly {
  readonly types: Record<string, { methods: Documented[]; properties: Documented[] }>;
}

interface Documented {
  readonly name: string;
  readonly docs?: { readonly summary: string };
}

describe('Assembling refuses', () => {
  const index = { 'lib/index.d.ts': 'export declare class Box { }\n' };

  async function refusal(project: Project): Promise<string> {
    const { code, log, errors } = await project.run();
    expect({ code, log, count: errors.length }).toEqual({ code: 1, log: [], count: 1 });
    return errors[0];
  }

  const about = (sentence: string) => `Cannot make the jsii assemblies of ${CORE}: ${sentence}`;

  test('a core that is not installed', async () => {
    expect(await refusal(new Project())).toBe(
      about(`${CORE} is not installed, but the library is compiled against its jsii assembly. Run npm ci.`),
    );
  });

  test('a dependency that is not installed', async () => {
    const project = Project.of(index, { peerDependencies: { constructs: '^3.0.4' } });
    expect(await refusal(project)).toBe(
      about(`constructs is not installed, but ${CORE} 9.9.9 depends on it. Run npm ci.`),
    );
  });

  test('a dependency that jsii does not know', async () => {
    const project = Project.of(index, {
      dependencies: { ignore: '^5.3.1', tar: '^7.0.0' },
      bundledDependencies: ['tar'],
    });
    project.write('package.json', '{"name":"ignore","version":"5.3.2"}', 'ignore');
    expect(await refusal(project)).toBe(
      about(
        `ignore 5.3.2: package.json has no "jsii", but jsii packages may depend on jsii packages only. ${NEW_LAYOUT}`,
      ),
    );
  });

  test('a package.json that cannot be read', async () => {
    const project = Project.of(index);
    project.write('package.json', '{');
    const file = project.path(CORE, 'package.json');
    expect(await refusal(project)).toMatch(
      // Each Node release words the reason in its own way.
      new RegExp(`^${about(`${file} cannot be read \\(.+\\), but it says what the package is. Run npm ci\\.`)}$`),
    );
  });

  test('a package.json that names no declarations', async () => {
    const rule = 'the assembly is made from the .d.ts file that is named there';
    expect(await refusal(Project.of(index, { types: undefined }))).toBe(
      about(`${CORE} 9.9.9: package.json has no "types", but ${rule}. ${NEW_LAYOUT}`),
    );
    expect(await refusal(Project.of(index, { types: 'lib/index.d.mts' }))).toBe(
      about(`${CORE} 9.9.9: package.json has "types": "lib/index.d.mts", but ${rule}. ${NEW_LAYOUT}`),
    );
  });

  test('an entry that is missing', async () => {
    expect(await refusal(Project.of({}))).toBe(
      about(
        `${CORE} 9.9.9: lib/index.d.ts is missing, but package.json names it as the entry of the declarations. ${NEW_LAYOUT}`,
      ),
    );
  });

  test.each(['', 'export {};\n'])('an entry that exports nothing: %j', async text => {
    expect(await refusal(Project.of({ 'lib/index.d.ts': text }))).toBe(
      about(`${CORE} 9.9.9: lib/index.d.ts exports nothing, but the assembly describes what it exports. ${NEW_LAYOUT}`),
    );
  });

  test('sources in the place of declarations', async () => {
    const files = { 'lib/index.d.ts': 'export * from "./box";\n', 'lib/box.ts': 'export class Box {}\n' };
    expect(await refusal(Project.of(files))).toBe(
      about(
        `${CORE} 9.9.9: lib/box.ts is no declaration file, but the entry may only reach files whose names end in .d.ts. ` +
          NEW_LAYOUT,
      ),
    );
  });

  test('declarations in a syntax that TypeScript does not know', async () => {
    const files = { 'lib/index.d.ts': 'export * from "./box";\n', 'lib/box.d.ts': '\nexport declare class Box {\n' };
    expect(await refusal(Project.of(files))).toBe(
      about(
        `${CORE} 9.9.9: lib/box.d.ts:3 cannot be read ('}' expected.), but it must be TypeScript 5.9 or older. ${NEW_LAYOUT}`,
      ),
    );
  });

  test('a kind of declaration that is not known', async () => {
    const known =
      'only classes, interfaces, enums, namespaces, types, functions, variables, imports and exports are known';
    const text = `${index['lib/index.d.ts']}export as namespace Core;\n`;
    expect(await refusal(Project.of({ 'lib/index.d.ts': text }))).toBe(
      about(`${CORE} 9.9.9: lib/index.d.ts:2 holds a NamespaceExportDeclaration, but ${known}. ${NEW_LAYOUT}`),
    );
  });

  test('declarations that jsii does not accept', async () => {
    const files = {
      'lib/index.d.ts': "export * from './box';\nexport * from './gone';\n",
      'lib/box.d.ts': 'export declare class Box<T> {\n    readonly item: T;\n}\n',
    };
    expect(await refusal(Project.of(files))).toBe(
      about(
        [
          `${CORE} 9.9.9: its declarations do not compile, but jsii ${JSII} must accept a stub of each. ${NEW_LAYOUT}`,
          'lib/box.d.ts:1 - error JSII1006: Generic types are not supported because semantics are not uniform in target languages. [typescript-restriction/generic-type]',
          "lib/index.d.ts:2 - error TS2307: Cannot find module './gone' or its corresponding type declarations.",
        ].join('\n'),
      ),
    );
  }, 60_000);

  test('an assembly that cannot be written, and leaves nothing half done', () => {
    const project = Project.of(index);
    mkdirSync(project.path(CORE, '.jsii'));
    expect(() => writeAssembly(findPackage(CORE, project.root)!, '{}')).toThrow(
      // Each system words the reason in its own way.
      new RegExp(
        `^${CORE} 9.9.9: \\.jsii cannot be written \\(E.+\\), but jsii looks for it there\\. ` +
          'Make the folder of the package writable, or remove what is in the way\\. Run npm ci\\.$',
      ),
    );
    expect(readdirSync(project.path(CORE)).sort()).toEqual(['.jsii', 'lib', 'package.json']);
  });
});
