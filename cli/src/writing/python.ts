import type { Expression, Statement, Target } from './expression';
import { typesOf } from './expression';
import { type Language, type Part, type Parts, argumentParts, items, propParts, statementLines } from './layout';
import { escaped } from './typescript';

/** `existingIn` as Python has it: `existing_in`. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

const nameOf = (name: string): string => `${snake(name)}=`;

export const PYTHON: Language = {
  step: 4,
  comment: '#',
  end: '',
  text: value => `"${escaped(value)}"`,
  flag: value => (value ? 'True' : 'False'),
  assign: (variable, value) => `${snake(variable)} = ${value}`,
  word: expression => (expression.kind === 'name' ? snake(expression.name) : `${expression.type}.${expression.member}`),
  parts,
};

function parts(expression: Expression): Parts {
  switch (expression.kind) {
    case 'list':
      return { open: '[', close: ']', spaced: false, parts: items(expression.items) };
    case 'options':
      return { open: `${expression.type}(`, close: ')', spaced: false, parts: propParts(expression.props, nameOf) };
    case 'construct': {
      const first: Expression[] = [
        { kind: 'name', name: expression.scope },
        { kind: 'text', value: expression.id },
      ];
      const all: Part[] = [...argumentParts(first), ...propParts(expression.props, nameOf)];
      return { open: `${expression.type}(`, close: ')', spaced: false, parts: all };
    }
    case 'call': {
      const all = [...argumentParts(expression.arguments), ...propParts(expression.props, nameOf)];
      return { open: `${target(expression.on)}.${snake(expression.method)}(`, close: ')', spaced: false, parts: all };
    }
    default:
      throw new Error(`A ${expression.kind} has no parts.`);
  }
}

function target(on: Target): string {
  switch (on.kind) {
    case 'name':
      return snake(on.name);
    case 'class':
      return on.type;
    case 'replication':
      return `${snake(on.of)}.replications[${on.index}]`;
  }
}

/** The file that declares the registries. */
export function pythonFile(statements: readonly Statement[], about: readonly string[]): string {
  const types = typesOf(statements, true);
  return [
    'import ros_cdk_core as ros',
    ...(types.length > 0 ? ['from ros_cdk_global_registry import (', ...types.map(type => `    ${type},`), ')'] : []),
    '',
    '',
    'def declare_registry(app: ros.App) -> None:',
    ...['"""', ...about, '"""'].map(line => (line === '' ? '' : `    ${line}`)),
    ...statementLines(statements, PYTHON.step, PYTHON),
    '',
  ].join('\n');
}
