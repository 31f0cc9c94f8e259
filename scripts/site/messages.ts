import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const SOURCES = 'cli/src';

/** What is filled in when the message is made. */
const GAP = '...';

const INTRODUCTION = `# Every message of the deployer

What \`global-registry\` says when it stops, with \`${GAP}\` for what it fills in. Written from its sources when this site is built;
[troubleshooting](troubleshooting.md) has more to say of the most frequent ones, and what a stack failed of is said in the words of ROS.`;

/** The page of what the deployer says when it stops, by the room of its sources that says it. */
export function messagesPage(root: string): string {
  const messages = readdirSync(join(root, SOURCES), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.generated.ts'))
    .sort()
    .flatMap(file => messagesOf(join(root, SOURCES, file)).map(message => [file.split(/[\\/]/)[0], message]));
  const rooms = [...new Set(messages.map(([room]) => room))];
  const sections = rooms.map(room => {
    const rows = messages.filter(([where]) => where === room).map(([, message]) => `- \`${message}\``);
    return [`## ${room}`, '', ...new Set(rows)].join('\n');
  });
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

/** What the errors say that a source makes; those that are put together elsewhere are found there. */
function messagesOf(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && /Error$/.test(node.expression.text)) {
      const said = (node.arguments ?? []).map(textOf).find(text => /\w{3,}.*\s.*\w{3,}/.test(text.replaceAll(GAP, '')));
      found.push(...(said === undefined ? [] : [said.replace(/\s*\n\s*/g, ' ').replaceAll('`', "'")]));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022));
  return found;
}

/** A text as far as the source has it. */
function textOf(node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => GAP + literal.text).join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return textOf(node.left) + textOf(node.right);
  }
  return GAP;
}
