import { RefusalReader } from '../../src/assembly/refusal';

const NODE = `/srv/acme/node_modules/ros-cdk-global-registry/lib/index.js:12
        throw new Error(text);
        ^

Error: [Acme] 2 problems:
  primary.region is "Hangzhou", but it is no region. Did you mean "cn-hangzhou"?
  instanceName is "A", but it is too short.
    at new GlobalRegistry (/srv/acme/node_modules/ros-cdk-global-registry/lib/index.js:12:15)

Node.js v20.20.2
`;
const PYTHON = `Traceback (most recent call last):
  File "/srv/acme/bin/app.py", line 5, in <module>
jsii.errors.JavaScriptError:
  Error: [Acme] primary.region is "Frankfurt", but it is no region.
      at Kernel._create (/tmp/jsii-kernel-x/lib/program.js:1:1)

The above exception was the direct cause of the following exception:

RuntimeError: Error: [Acme] primary.region is "Frankfurt", but it is no region.
`;

const refusalIn = (said: string): string | undefined => {
  const reader = new RefusalReader();
  said.match(/.*\n/g)!.forEach(line => reader.read(line));
  return reader.text();
};

test.each([
  [
    'Node.js',
    NODE,
    '[Acme] 2 problems:\n  primary.region is "Hangzhou", but it is no region. Did you mean "cn-hangzhou"?\n' +
      '  instanceName is "A", but it is too short.',
  ],
  ['Python', PYTHON, '[Acme] primary.region is "Frankfurt", but it is no region.'],
  ['an app that fails by itself', 'TypeError: x is not a function\n    at app.ts:1:1\n', undefined],
])('a refusal of the library is found in what %s prints around it', (_what, said, refusal) => {
  expect(refusalIn(said)).toBe(refusal);
});
