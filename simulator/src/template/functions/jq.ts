import { Worker } from 'node:worker_threads';
import type { Json } from '../../runtime/json';
import { FunctionError } from '../scope';

/** A script that takes longer than this is stopped: scripts come from strangers and may never end. */
const LONGEST_MILLISECONDS = 2_000;
const LARGEST_RESULT = 1_048_576;

/** jq itself, compiled to WebAssembly, in a thread of its own that can be ended. */
const THREAD = `
const { workerData, parentPort } = require('node:worker_threads');
const { raw } = require(workerData.jq);
const state = new Int32Array(workerData.state);
const bytes = new Uint8Array(workerData.result);
parentPort.on('message', async ({ script, input }) => {
  let text;
  let outcome = 1;
  try { text = await raw(input, script, ['-c']); } catch (error) { outcome = 2; text = String(error && error.message); }
  const encoded = Buffer.from(text);
  if (encoded.length > bytes.length) outcome = 3;
  else bytes.set(encoded);
  Atomics.store(state, 1, Math.min(encoded.length, bytes.length));
  Atomics.store(state, 0, outcome);
  Atomics.notify(state, 0);
});`;

interface Engine {
  readonly worker: Worker;
  readonly state: Int32Array;
  readonly result: Uint8Array;
}

let engine: Engine | undefined;

function start(): Engine {
  const state = new SharedArrayBuffer(8);
  const result = new SharedArrayBuffer(LARGEST_RESULT);
  const worker = new Worker(THREAD, {
    eval: true,
    env: {},
    stdout: true,
    stderr: true,
    workerData: { jq: require.resolve('jq-wasm'), state, result },
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  });
  worker.unref();
  worker.on('error', () => stop());
  return { worker, state: new Int32Array(state), result: new Uint8Array(result) };
}

function stop(): void {
  void engine?.worker.terminate();
  engine = undefined;
}

/** All the results of a jq script, in order. */
export function runJq(script: string, value: Json): Json[] {
  if (/\$ENV|\benv\b/.test(script)) {
    throw new FunctionError('takes no script that reads the environment ($ENV, env).');
  }
  engine ??= start();
  const { worker, state, result } = engine;
  Atomics.store(state, 0, 0);
  worker.postMessage({ script, input: JSON.stringify(value) });
  if (Atomics.wait(state, 0, 0, LONGEST_MILLISECONDS) === 'timed-out') {
    stop();
    throw new FunctionError(`stopped a script that ran longer than ${LONGEST_MILLISECONDS / 1000} seconds.`);
  }
  const text = Buffer.from(result.slice(0, state[1])).toString('utf8');
  if (state[0] === 2) {
    throw new FunctionError(`could not run the script: ${text.trim().split('\n')[0]}.`);
  }
  if (state[0] === 3) {
    throw new FunctionError(`gave a result of more than ${LARGEST_RESULT} bytes.`);
  }
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Json);
}
