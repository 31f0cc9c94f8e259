import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { goModule } from '../scripts/languages/go';
import { jar } from '../scripts/languages/java';
import { artifact } from '../scripts/languages/project';
import { wheel } from '../scripts/languages/python';
import { coreVersion } from '../scripts/package/go-module';
import { missingTools } from '../scripts/package/toolchains';
import { carried, Files, folder, jarFiles, tarball, wheelFiles } from './archive';
import { describeWith, fingerprint, MANIFEST, ROOT } from './support';

const { version } = MANIFEST;
const CORE = MANIFEST.peerDependencies['@alicloud/ros-cdk-core'].replace('^', '');
const CONSTRUCTS = MANIFEST.peerDependencies.constructs.replace('^', '');
const DIST = join(ROOT, 'dist');

/** Those paths that match none of the patterns. */
function foreign(files: Files, ...own: readonly RegExp[]): string[] {
  return files.paths.filter(path => !own.some(pattern => pattern.test(path)));
}

/** The npm package is what was compiled from the sources here, and nothing besides. */
function expectLibrary(files: Files): void {
  const compiled = /^package\/(lib\/.*)\.(js|d\.ts)$/;
  expect(foreign(files, compiled, /^package\/(\.jsii|API\.md|LICENSE|README(\.zh-CN)?\.md|package\.json)$/)).toEqual(
    [],
  );
  const sources = files.paths.flatMap(path => compiled.exec(path)?.slice(1, 2) ?? []);
  expect(sources.length).toBeGreaterThan(0);
  expect(sources.filter(source => !existsSync(join(ROOT, `${source}.ts`)))).toEqual([]);
  expect(files.paths.filter(path => files.read(path).includes(ROOT))).toEqual([]);
  expect(fingerprint(files.read('package/.jsii'))).toBe(fingerprint(readFileSync(join(ROOT, '.jsii'), 'utf8')));
}

describe('npm package', () => {
  const files = () => tarball(artifact(join(DIST, 'js'), /\.tgz$/));

  test('holds the compiled library and nothing besides', () => expectLibrary(files()));

  test('has our name and version, and the core beside it', () => {
    const manifest = JSON.parse(files().read('package/package.json')) as Record<string, unknown>;
    expect([manifest.name, manifest.version]).toEqual(['ros-cdk-global-registry', version]);
    expect(manifest.peerDependencies).toEqual({ '@alicloud/ros-cdk-core': `^${CORE}`, constructs: `^${CONSTRUCTS}` });
    expect(manifest.dependencies).toBeUndefined();
  });
});

describeWith(['python3'], 'Python package', () => {
  const module = /^(src\/)?ros_cdk_global_registry\/((cr\/|cr\/datasource\/|_jsii\/)?__init__\.py|py\.typed)$/;
  const carriedNpm = new RegExp(
    `^(src/)?ros_cdk_global_registry/_jsii/ros-cdk-global-registry@${version}\\.jsii\\.tgz$`,
  );

  test('has our name and version, and depends on the core of Python', () => {
    const metadata = wheelFiles(wheel(ROOT)).read(`ros_cdk_global_registry-${version}.dist-info/METADATA`);
    const lines = metadata.split('\n');
    expect(lines).toEqual(expect.arrayContaining(['Name: ros-cdk-global-registry', `Version: ${version}`]));
    const requirements = lines.filter(line => line.startsWith('Requires-Dist: '));
    expect(requirements.map(line => line.slice('Requires-Dist: '.length)).sort()).toEqual([
      `constructs<4.0.0,>=${CONSTRUCTS}`,
      'jsii<2.0.0,>=1.85.0',
      'publication>=0.0.3',
      `ros-cdk-core<2.0.0,>=${CORE}`,
      'typeguard~=2.13.3',
    ]);
  });

  test('explains itself in Python', () => {
    const metadata = wheelFiles(wheel(ROOT)).read(`ros_cdk_global_registry-${version}.dist-info/METADATA`);
    expect(metadata).toContain('from ros_cdk_global_registry import GlobalRegistry');
    expect(metadata).not.toMatch(/^```(ts|typescript)/m);
  });

  test('holds the module and the library in its wheel, and nothing besides', () => {
    const files = wheelFiles(wheel(ROOT));
    expect(foreign(files, module, carriedNpm, /^ros_cdk_global_registry-[^/]+\.dist-info\/\w+(\.txt)?$/)).toEqual([]);
    expectLibrary(carried(files));
  });

  test('holds the same in its source distribution', () => {
    const files = tarball(artifact(join(DIST, 'python'), /\.tar\.gz$/));
    const inside = files.paths.map(path => path.replace(/^ros-cdk-global-registry-[^/]+\//, ''));
    const own = /^(LICENSE|MANIFEST\.in|PKG-INFO|README\.md|pyproject\.toml|setup\.(cfg|py)|src\/[^/]+\.egg-info\/.*)$/;
    expect(foreign({ ...files, paths: inside }, module, carriedNpm, own)).toEqual([]);
    expectLibrary(carried(files));
  });
});

describeWith(['python3'], 'the releases of Python', () => {
  test('are those of the page', () => {
    const metadata = wheelFiles(wheel(ROOT)).read(`ros_cdk_global_registry-${version}.dist-info/METADATA`);
    const [, oldest] = /^Python (3\.\d+) or newer/m.exec(readFileSync(join(ROOT, 'docs/languages/python.md'), 'utf8'))!;
    expect(metadata).toContain(`\nRequires-Python: >=${oldest}\n`);
    const [first] = /(?<=^Classifier: Programming Language :: Python :: )3\.\d+$/m.exec(metadata)!;
    expect(first).toBe(oldest);
  });
});

describeWith(['java', 'mvn'], 'Java package', () => {
  const coordinates = /<groupId>(.*)<\/groupId>\s*<artifactId>(.*)<\/artifactId>\s*<version>(.*)<\/version>/g;

  test('has our name and version, and depends on the core of Java', () => {
    const pom = readFileSync(jar(ROOT).replace(/jar$/, 'pom'), 'utf8');
    const [own, ...dependencies] = [...pom.matchAll(coordinates)].map(match => match.slice(1).join(':'));
    expect(own).toBe(`io.github.ros-cdk-global-registry:ros-cdk-global-registry:${version}`);
    expect(dependencies.slice(0, 5)).toEqual([
      `com.aliyun:ros-cdk-core:[${CORE},2.0.0)`,
      `software.constructs:constructs:[${CONSTRUCTS},4.0.0)`,
      'software.amazon.jsii:jsii-runtime:[1.85.0,2.0.0)',
      'org.jetbrains:annotations:[16.0.3,20.0.0)',
      'javax.annotation:javax.annotation-api:[1.3.2,1.4.0)',
    ]);
  });

  test('holds its classes and the library, and nothing besides', () => {
    const files = jarFiles(jar(ROOT));
    const own =
      /^io\/github\/roscdkglobalregistry\/(.*\.class|\$Module\.txt|ros-cdk-global-registry@[^/]*\.jsii\.tgz)$/;
    const meta = /^META-INF\/(MANIFEST\.MF|INDEX\.LIST|maven\/io\.github\.ros-cdk-global-registry\/.*)$/;
    expect(foreign(files, own, meta)).toEqual([]);
    expectLibrary(carried(files));
  });
});

describe('Go module', () => {
  test('has our name, and depends on the core of Go', () => {
    const lines = folder(goModule(ROOT)).read('go.mod').split('\n');
    expect(lines[0]).toBe('module github.com/ros-cdk-global-registry/ros-cdk-global-registry-go/globalregistry');
    const core = coreVersion(ROOT);
    expect(lines.filter(line => line.startsWith('\t')).map(line => line.trim())).toEqual([
      'github.com/aws/jsii-runtime-go v1.85.0',
      `github.com/alibabacloud-go/ros-cdk/alicloudroscdkcore v${core}`,
      'github.com/aws/constructs-go/constructs/v3 v3.4.344',
      `github.com/alibabacloud-go/ros-cdk/alicloudroscdkassemblyschema v${core} // indirect`,
      `github.com/alibabacloud-go/ros-cdk/alicloudroscdkcxapi v${core} // indirect`,
    ]);
  });

  test('holds its sources and the library, and nothing besides', () => {
    const files = folder(goModule(ROOT));
    const own =
      /^((cr\/)?(datasource\/)?(internal\/|jsii\/)?\w+\.go|jsii\/[^/]*\.tgz|go\.mod|LICENSE|README\.md|version)$/;
    expect(foreign(files, own)).toEqual([]);
    expect(files.read('version').trim()).toBe(version);
    expectLibrary(carried(files));
  });
});

const sdk = missingTools(['dotnet']).length === 0;

describe('.NET package', () => {
  (sdk ? test.skip : test)('is generated where no SDK can build it, with our name and the core of .NET', () => {
    const files = folder(join(DIST, 'dotnet', 'RosCdk.GlobalRegistry'));
    const project = files.read('RosCdk.GlobalRegistry.csproj');
    expect(project).toContain('<PackageId>RosCdk.GlobalRegistry</PackageId>');
    expect(project).toContain(`<PackageVersion>${version}</PackageVersion>`);
    expect([...project.matchAll(/<PackageReference Include="(.*)" Version="(.*)" \/>/g)].map(m => m.slice(1))).toEqual([
      ['Amazon.JSII.Runtime', '[1.85.0,2.0.0)'],
      ['AlibabaCloud.SDK.ROS.CDK.Core', `[${CORE},2.0.0)`],
      ['Constructs', `[${CONSTRUCTS},4.0.0)`],
    ]);
    expect(foreign(files, /\.cs$/, /^(LICENSE|RosCdk\.GlobalRegistry\.csproj|[^/]*\.tgz)$/)).toEqual([]);
    expectLibrary(carried(files));
  });
});

describeWith(['dotnet'], '.NET package built with the SDK', () => {
  test('has our name and version', () => {
    expect(readdirSync(join(DIST, 'dotnet'))).toContain(`RosCdk.GlobalRegistry.${version}.nupkg`);
  });
});

describe('API reference', () => {
  test.each([
    ['python', 'import ros_cdk_global_registry'],
    ['java', 'import io.github.roscdkglobalregistry.GlobalRegistry;'],
    ['go', 'import "github.com/ros-cdk-global-registry/ros-cdk-global-registry-go/globalregistry"'],
    ['csharp', 'using RosCdk.GlobalRegistry;'],
  ])('is in the words of %s', (language, phrase) => {
    expect(readFileSync(join(DIST, 'api', `API.${language}.md`), 'utf8')).toContain(phrase);
  });
});
