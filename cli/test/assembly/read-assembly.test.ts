import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src/assembly/app-error';
import { readAssembly } from '../../src/assembly/read-assembly';
import { globalRegistry, registryStack, writeAssembly } from '../support/assemblies';

describe('an assembly', () => {
  const read =
    (...specs: Parameters<typeof writeAssembly>[0]) =>
    () =>
      readAssembly(writeAssembly(specs), { regionOf: {} });

  const staged = (stages: Record<string, ReturnType<typeof globalRegistry>>) => {
    const outer = writeAssembly([]);
    const artifacts = Object.entries(stages).map(([stage, specs]) => {
      writeAssembly(specs, join(outer, stage));
      return [stage, { type: 'cdk:cloud-assembly', properties: { directoryName: stage, displayName: stage } }] as const;
    });
    const manifest = { version: '7.0.0', artifacts: Object.fromEntries(artifacts) };
    writeFileSync(join(outer, 'manifest.json'), JSON.stringify(manifest));
    return () => readAssembly(outer, { regionOf: {} }).stacks;
  };

  test('gives the stacks of its stages too, each with the dependencies of its own stage', () => {
    const stacks = staged({ Test: globalRegistry('eu-central-1'), Prod: globalRegistry('us-east-1', 'cn-beijing') })();
    expect(stacks.map(({ key, dependsOn }) => [key, dependsOn])).toEqual([
      ['Prod/acme-cn-beijing', []],
      ['Prod/acme-us-east-1', []],
      ['Prod/acme-us-east-1-to-cn-beijing', ['Prod/acme-us-east-1', 'Prod/acme-cn-beijing']],
      ['Test/acme-eu-central-1', []],
    ]);
  });

  test('gives no stack that is nested in another, whose template the outer one holds', () => {
    const [outer] = globalRegistry('cn-hangzhou');
    const directory = writeAssembly([outer, { name: 'undefined', template: {} }]);
    const file = join(directory, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    manifest.artifacts.undefined.properties.stackName = '${Token[TOKEN.630]}';
    writeFileSync(file, JSON.stringify(manifest));
    expect(readAssembly(directory, { regionOf: {} }).stacks.map(({ name }) => name)).toEqual(['acme-cn-hangzhou']);
  });

  test('refuses two stacks of one name in a region', () => {
    expect(staged({ Test: globalRegistry('eu-central-1'), Prod: globalRegistry('eu-central-1') })).toThrow(
      'Both Prod/acme-eu-central-1 and Test/acme-eu-central-1 are called acme-eu-central-1 in eu-central-1, but a region has each stack name once.',
    );
  });

  test('refuses two stacks with one template file, of which one was overwritten', () => {
    const directory = writeAssembly(globalRegistry('cn-hangzhou', 'cn-beijing').slice(0, 2));
    const file = join(directory, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    const [first, second] = Object.keys(manifest.artifacts);
    const { templateFile } = manifest.artifacts[first].properties;
    manifest.artifacts[second].properties.templateFile = templateFile;
    writeFileSync(file, JSON.stringify(manifest));
    expect(() => readAssembly(directory, { regionOf: {} })).toThrow(
      new AppError(
        `${second} and ${first} have one template file, ${join(directory, templateFile)}, so the template of one of them was overwritten. ` +
          'Give each a stackName of its own, and synthesise the app again.',
      ),
    );
  });

  test('refuses to be deployed with error messages in it', () => {
    const messages = [{ level: 'error' as const, text: 'The name is taken.' }];
    expect(read({ ...registryStack('cn-hangzhou'), messages })).toThrow(
      new AppError('The app reports errors, so nothing of it is deployed:\n  [/acme-cn-hangzhou] The name is taken.'),
    );
  });

  test('refuses a circle and draws it', () => {
    const [first, second] = globalRegistry('cn-hangzhou', 'cn-beijing');
    const circle = read({ ...first, dependencies: [second.name] }, { ...second, dependencies: [first.name] });
    expect(circle).toThrow(
      'The stacks depend on each other in a circle: acme-cn-hangzhou -> acme-cn-beijing -> acme-cn-hangzhou.',
    );
  });

  test('is read as version 1 where its metadata carries no version', () => {
    const { template, purpose, name } = registryStack('cn-hangzhou');
    const said = (more: object) => read({ name, template, purpose: { ...purpose, ...more } })().stacks;
    expect(said({})).toEqual(said({ version: 1 }));
  });

  test('refuses metadata of a version that it does not know', () => {
    const { template, purpose, name } = registryStack('cn-hangzhou');
    expect(read({ name, template, purpose: { ...purpose, version: 2 } })).toThrow(
      new AppError(
        'The metadata of the stack acme-cn-hangzhou has version 2, but this deployer reads versions up to 1. ' +
          'Upgrade ros-cdk-global-registry-cli to the release of the library that the app uses.',
      ),
    );
  });

  test('refuses --region-of for a stack that it does not have', () => {
    const directory = writeAssembly(globalRegistry('cn-hangzhou'));
    expect(() => readAssembly(directory, { regionOf: { other: 'cn-beijing' } })).toThrow(
      '--region-of names the stack other, but the app has no such stack. It has acme-cn-hangzhou.',
    );
  });

  test('refuses --parameter for a parameter that no template declares', () => {
    const directory = writeAssembly(globalRegistry('cn-hangzhou'));
    expect(() => readAssembly(directory, { regionOf: {}, parameters: { 'acme-cn-hangzhou': { Size: '1' } } })).toThrow(
      '--parameter names acme-cn-hangzhou:Size, but the template of acme-cn-hangzhou declares no such parameter.',
    );
  });
});
