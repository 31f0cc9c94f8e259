import { Pair, Scalar, YAMLMap, YAMLSeq, parseDocument } from 'yaml';
import type { Node, Tags } from 'yaml';
import { ApiError, badRequest } from '../runtime/api-error';
import { ROS_LIMITS } from '../runtime/facts.generated';
import { type Json, type JsonMap, isMap } from '../runtime/json';
import { duplicateKey } from './duplicate-keys';
import { FUNCTION_NAMES } from './functions';

/** No documented limit; deeper input is refused before anything walks it. */
const MAX_NESTING = 100;

/** Reads a template, JSON or YAML with the short forms of functions, into plain values. */
export function parseTemplate(body: string): JsonMap {
  const bytes = Buffer.byteLength(body);
  if (bytes === 0) {
    throw badRequest(
      'InvalidTemplate',
      `The template is empty. Pass a JSON or YAML template of 1 to ${ROS_LIMITS.templateBytes} bytes.`,
    );
  }
  if (bytes > ROS_LIMITS.templateBytes) {
    throw badRequest(
      'InvalidTemplate',
      `The template has ${bytes} bytes, but a template has at most ${ROS_LIMITS.templateBytes}. Split it into several stacks.`,
    );
  }
  const parsed = body.trimStart().startsWith('{') ? parseJson(body) : parseYaml(body);
  refuseStrangeShapes(parsed);
  if (!isMap(parsed)) {
    throw badRequest('InvalidSchema', 'The template is not a map. Pass a JSON object or a YAML mapping.');
  }
  return parsed;
}

function parseJson(body: string): Json {
  const parsed = readJson(body);
  const twice = duplicateKey(body);
  if (twice !== undefined) {
    throw badRequest(
      'InvalidTemplate',
      `The template is not valid JSON: a map has the key ${JSON.stringify(twice.slice(0, 80))} twice.`,
    );
  }
  return parsed;
}

function readJson(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch (error) {
    const position = /position (\d+)/.exec(String((error as Error).message))?.[1];
    throw badRequest(
      'InvalidTemplate',
      `The template is not valid JSON${position === undefined ? '' : ` from character ${position} on`}.`,
    );
  }
}

function parseYaml(body: string): Json {
  try {
    const document = parseDocument(body, { version: '1.1', customTags: tagsOf, strict: true, logLevel: 'error' });
    const problem = [...document.errors, ...document.warnings][0];
    if (problem) {
      throw new Error(problem.message);
    }
    return document.toJS({ maxAliasCount: 100 }) as Json;
  } catch (error) {
    throw badRequest('InvalidTemplate', `The template is not valid YAML: ${firstLine(error)}.`);
  }
}

/** YAML 1.1 as the service reads it: `on` is true and `010` is 8, but times stay text, and `y` is a letter. */
function tagsOf(known: Tags): Tags {
  const kept = known.filter(tag => typeof tag === 'string' || KEPT.includes(tag.tag.replace('tag:yaml.org,2002:', '')));
  return [
    ...kept,
    boolean(true, /^(?:[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/),
    boolean(false, /^(?:[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/),
    ...SHORT_FORMS,
  ];
}

const KEPT = ['map', 'seq', 'str', 'null', 'int', 'float', 'merge'];

function boolean(value: boolean, test: RegExp): Tags[number] {
  return { tag: 'tag:yaml.org,2002:bool', default: true, test, resolve: () => value };
}

function firstLine(error: unknown): string {
  return String((error as Error).message)
    .split('\n')[0]
    .replace(/[.:]$/, '');
}

/** Deep nesting and prototype keys are refused without recursion, so that nothing later can trip over them. */
function refuseStrangeShapes(root: Json): void {
  const open: { value: Json; depth: number }[] = [{ value: root, depth: 0 }];
  for (let item = open.pop(); item; item = open.pop()) {
    if (typeof item.value !== 'object' || item.value === null) {
      continue;
    }
    if (item.depth > MAX_NESTING) {
      throw badRequest('InvalidSchema', `The template nests deeper than ${MAX_NESTING} levels. Flatten it.`);
    }
    if (isMap(item.value) && Object.hasOwn(item.value, '__proto__')) {
      throw new ApiError(
        400,
        'InvalidSchema',
        'The template has a key named "__proto__", which is not a name ROS takes. Rename it.',
      );
    }
    for (const child of Object.values(item.value)) {
      open.push({ value: child, depth: item.depth + 1 });
    }
  }
}

/** `!Sub text` stands for `{"Fn::Sub": "text"}`, and so for each function; `!GetAtt A.B` is split at its last dot. */
const SHORT_FORMS: Tags = FUNCTION_NAMES.flatMap(name => {
  const tag = `!${name.replace('Fn::', '')}`;
  const wrap = (inner: unknown): YAMLMap => {
    const map = new YAMLMap();
    map.add(new Pair(new Scalar(name), inner as Node));
    return map;
  };
  return [
    { tag, resolve: (text: string) => ({ [name]: name === 'Fn::GetAtt' ? attributePath(text) : text }) },
    { tag, collection: 'seq' as const, resolve: (node: YAMLMap | YAMLSeq) => wrap(plain(node)) },
    { tag, collection: 'map' as const, resolve: (node: YAMLMap | YAMLSeq) => wrap(plain(node)) },
  ];
});

/** Without its tag: otherwise the tag would be met again. */
function plain(node: YAMLMap | YAMLSeq): YAMLMap | YAMLSeq {
  node.tag = undefined;
  return node;
}

/** The attribute is what follows the last dot, or `Outputs.Name` of a nested stack. */
function attributePath(text: string): string[] {
  const match = /^(.+?)\.(Outputs\.[^.]+)$|^(.+)\.([^.]*)$/s.exec(text);
  return match ? [match[1] ?? match[3], match[2] ?? match[4]] : [text];
}
