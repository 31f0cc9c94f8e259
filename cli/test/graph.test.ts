import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GERMANY_HANGZHOU, directory, registryStack, replicationStack, writeAssembly } from './support/assemblies';
import { install, installation } from './support/installation';
import { globalRegistryCommand } from './support/process';
import { schemaProblems } from './support/schema';

const APP = writeAssembly([
  ...GERMANY_HANGZHOU,
  registryStack('us-east-1'),
  replicationStack('eu-central-1', 'us-east-1'),
]);

describe('the graph', () => {
  const drawn = (...parameters: string[]) =>
    globalRegistryCommand(['graph', '--app', APP, ...parameters], { cwd: directory() });

  test('is Mermaid unless told otherwise, with mainland China apart', async () => {
    expect((await drawn()).stdout).toBe(
      [
        'flowchart LR',
        '  subgraph mainland["Mainland China"]',
        '    r0["cn-hangzhou<br/>acme<br/>replica"]',
        '  end',
        '  subgraph elsewhere["Outside mainland China"]',
        '    r1["eu-central-1<br/>acme<br/>primary"]',
        '    r2["us-east-1<br/>acme<br/>replica"]',
        '  end',
        '  r1 -->|"prod"| r0',
        '  r1 -->|"prod"| r2',
        '',
      ].join('\n'),
    );
  });

  test('is DOT, SVG, PNG or JSON where asked for', async () => {
    expect((await drawn('--format', 'dot')).stdout).toContain(
      '"eu-central-1/acme" -> "cn-hangzhou/acme" [label="prod"]',
    );
    expect((await drawn('--format', 'svg')).stdout).toMatch(/<svg [\s\S]*<\/svg>/);
    const file = join(directory(), 'graph.png');
    await drawn('--format', 'png', '--output', file);
    expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
    expect(schemaProblems('graph', JSON.parse((await drawn('--json')).stdout))).toEqual([]);
  });
});

describe('the graph of a deployer that is installed alone', () => {
  const bin = installation();
  const drawn = (cwd: string, ...parameters: string[]) =>
    globalRegistryCommand(['graph', '--app', APP, ...parameters], { cwd, bin });

  test('is text without any further package', async () => {
    for (const format of ['mermaid', 'dot']) {
      expect(await drawn(directory(), '--format', format)).toMatchObject({ code: 0, stderr: '' });
    }
  });

  test.each([
    ['svg', [], '@viz-js/viz'],
    ['png', [], '@viz-js/viz @resvg/resvg-js @expo-google-fonts/arimo'],
    ['png', ['@viz-js/viz', '@resvg/resvg-js'], '@expo-google-fonts/arimo'],
  ])('refuses %s beside %j, and says what to install', async (format, packages, missing) => {
    const cwd = directory();
    install(cwd, packages);
    const { code, stdout, stderr } = await drawn(cwd, '--format', format);
    expect([code, stdout, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      '',
      `error: --format ${format} draws with packages that are not installed: run npm install ${missing}, or choose --format mermaid or dot. `,
    ]);
  });

  test('is drawn with packages of the directory that it runs in', async () => {
    const cwd = directory();
    install(cwd, ['@viz-js/viz', '@resvg/resvg-js', '@expo-google-fonts/arimo']);
    expect(await drawn(cwd, '--format', 'png', '--output', 'graph.png')).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(cwd, 'graph.png')).subarray(1, 4).toString()).toBe('PNG');
  });
});
