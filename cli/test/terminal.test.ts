import { GERMANY_HANGZHOU, directory, globalRegistry, TWENTY, writeAssembly } from './support/assemblies';
import { onTerminal } from './support/terminal';

const APP = writeAssembly(GERMANY_HANGZHOU);
const SIMULATE = ['--app', APP, '--simulate', '--simulation-speed', '120'];

describe('on a terminal', () => {
  const cwd = directory();

  test('deploy shows the plan, asks, and does nothing on no', async () => {
    const { code, text } = await onTerminal(['deploy', ...SIMULATE], {
      cwd,
      typed: [['Deploy this to the simulator?', 'n\r']],
    });
    expect(text).toContain('3 to create');
    expect(text).toContain('Nothing was deployed.');
    expect(code).toBe(1);
  });

  test('Ctrl-C at the question leaves without doing anything', async () => {
    const { code, text } = await onTerminal(['deploy', ...SIMULATE], {
      cwd,
      typed: [['Deploy this to the simulator?', '\u0003']],
    });
    expect(text).toContain('Nothing was done.');
    expect(code).toBe(130);
  });

  test('deploy shows live progress in colours after a yes', async () => {
    const { code, raw, text } = await onTerminal(['deploy', ...SIMULATE], {
      cwd,
      typed: [['Deploy this to the simulator?', 'y\r']],
    });
    expect(code).toBe(0);
    expect(text).toMatch(/[|/\\-] acme-eu-central-1 {2}CREATE_IN_PROGRESS {2}\d s {2}Registry CREATE_IN_PROGRESS/);
    expect(raw).toContain('\u001b[32m');
    expect(text).toMatch(/ {2}\d\/3 done after \d s/);
    expect(text).toContain('Nobody can get in yet');
  });

  test('status is tidy at 80 columns', async () => {
    const { text } = await onTerminal(['status', ...SIMULATE], { cwd });
    expect(text).toContain('eu-central-1 -> cn-hangzhou');
    expect(text.split('\n').filter(line => line.length > 80)).toEqual([]);
  });

  test('destroy deletes after the prefix was typed, and only then', async () => {
    const wrong = await onTerminal(['destroy', ...SIMULATE], { cwd, typed: [['Type "acme"', 'amce\r']] });
    expect(wrong.text).toContain('Nothing was deleted.');
    expect(wrong.code).toBe(1);
    const right = await onTerminal(['destroy', ...SIMULATE], { cwd, typed: [['Type "acme"', 'acme\r']] });
    expect(right.text).toContain('3 stacks deleted.');
    expect(right.code).toBe(0);
  });
});

test('colours are left out where NO_COLOR says so', async () => {
  const { raw } = await onTerminal(['plan', ...SIMULATE], { cwd: directory(), env: { NO_COLOR: '1' } });
  expect(raw).not.toContain('\u001b[3');
});

test('a plan for 21 regions is tidy at 80 columns', async () => {
  const app = writeAssembly(globalRegistry('eu-central-1', ...TWENTY));
  const { text } = await onTerminal(['plan', '--app', app, '--simulate'], { cwd: directory() });
  expect(text).toContain('41 stacks in 21 regions: 41 to create');
  expect(text.split('\n').filter(line => line.length > 80)).toEqual([]);
});
