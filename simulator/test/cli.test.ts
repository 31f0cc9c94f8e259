import { command } from '../src/flags';

/** Parses flags without leaving the process; gives the flags or the complaint. */
function parse(...flags: string[]): unknown {
  const said: string[] = [];
  const parser = command()
    .exitOverride()
    .configureOutput({ writeErr: text => said.push(text), writeOut: text => said.push(text) });
  try {
    return parser.parse(['node', 'ros-cdk-simulator', ...flags]).opts();
  } catch {
    return said.join('').trim();
  }
}

describe('the command line', () => {
  test('has defaults for people', () => {
    expect(parse()).toEqual({
      port: 7070,
      speed: { speed: 60 },
      seed: 1,
      templatePolicies: true,
      accessKeyId: 'simulator',
      accessKeySecret: 'simulator-secret',
      login: true,
      clientAddress: '203.0.113.10',
    });
  });

  test('takes a port, a file, a speed and a seed', () => {
    expect(parse('--port', '0', '--state', 'world.json', '--speed', 'virtual', '--seed', '7', '--quiet')).toMatchObject(
      { port: 0, state: 'world.json', speed: 'virtual', seed: 7, quiet: true },
    );
    expect(parse('--repeated-names')).toMatchObject({ repeatedNames: true, templatePolicies: true });
    expect(parse('--no-template-policies')).toMatchObject({ templatePolicies: false });
  });

  test('takes the types that can be imported and whose drift is detected: all, or a list', () => {
    const role = 'ALIYUN::RAM::Role';
    expect(parse('--importable-types', 'all', '--drift-types', `${role}, ${role}`, '--late-referrers')).toMatchObject({
      importableTypes: 'all',
      driftTypes: [role, role],
      lateReferrers: true,
    });
  });

  test.each([
    [
      ['--port', '70000'],
      "error: option '--port <number>' argument '70000' is invalid. It is a number from 0 to 65535.",
    ],
    [
      ['--speed', '0'],
      "error: option '--speed <factor>' argument '0' is invalid. It is a number above 0, or \"virtual\".",
    ],
    [['--seed', 'x'], "error: option '--seed <number>' argument 'x' is invalid. It is a whole number."],
    [
      ['--client-address', 'here'],
      "error: option '--client-address <address>' argument 'here' is invalid. It is an IPv4 address such as 203.0.113.10.",
    ],
    [['--sped', '1'], "error: unknown option '--sped'\n(Did you mean one of --seed, --speed?)"],
    [['file'], 'error: too many arguments. Expected 0 arguments but got 1.'],
  ])('refuses %j', (flags, message) => expect(parse(...flags)).toBe(message));
});
