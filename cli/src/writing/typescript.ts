import { quotedText } from '../adoption/words';
import type { Expression, Statement, Target } from './expression';
import { typesOf } from './expression';
import { type Language, type Parts, argumentParts, items, propParts, statementLines } from './layout';

const nameOf = (name: string): string => `${name}: `;

export const TYPESCRIPT: Language = {
  step: 2,
  comment: '//',
  end: ';',
  text: value => `'${escaped(value).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`,
  flag: String,
  assign: (variable, value) => `const ${variable} = ${value}`,
  word: expression => (expression.kind === 'name' ? expression.name : `${expression.type}.${expression.member}`),
  parts,
};

/** The inside of a quoted text. */
export const escaped = (value: string): string => quotedText(value).slice(1, -1);

function parts(expression: Expression): Parts {
  switch (expression.kind) {
    case 'list':
      return { open: '[', close: ']', spaced: false, parts: items(expression.items) };
    case 'options':
      return { open: '{', close: '}', spaced: true, parts: propParts(expression.props, nameOf) };
    case 'construct': {
      const open = `new ${expression.type}(${expression.scope}, ${TYPESCRIPT.text(expression.id)}, {`;
      return { open, close: '})', spaced: true, parts: propParts(expression.props, nameOf) };
    }
    case 'call': {
      const options: Expression = { kind: 'options', type: '', props: expression.props };
      const all = [...expression.arguments, ...(expression.props.length > 0 ? [options] : [])];
      const open = `${target(expression.on)}.${expression.method}(`;
      if (expression.arguments.length === 0 && expression.props.length > 0) {
        return { open: `${open}{`, close: '})', spaced: true, parts: propParts(expression.props, nameOf) };
      }
      return { open, close: ')', spaced: false, parts: argumentParts(all) };
    }
    default:
      throw new Error(`A ${expression.kind} has no parts.`);
  }
}

function target(on: Target): string {
  switch (on.kind) {
    case 'name':
      return on.name;
    case 'class':
      return on.type;
    case 'replication':
      return `${on.of}.replications[${on.index}]`;
  }
}

/** The file that declares the registries. */
export function typescriptFile(statements: readonly Statement[], about: readonly string[]): string {
  const types = typesOf(statements, false);
  return [
    "import * as ros from '@alicloud/ros-cdk-core';",
    ...(types.length > 0 ? [`import { ${types.join(', ')} } from 'ros-cdk-global-registry';`] : []),
    '',
    '/**',
    ...about.map(line => ` * ${line.replaceAll('*/', '* /')}`),
    ' */',
    'export function declareRegistry(app: ros.App): void {',
    ...statementLines(statements, TYPESCRIPT.step, TYPESCRIPT),
    '}',
    '',
  ].join('\n');
}
