import { relative } from 'node:path';
import * as ts from 'typescript';

/** A rule as it stands in the source: where, and what messages look like that say it. */
export type RuleInSource = readonly [where: string, rule: RegExp];

/** What functions call the rule that they are given, and what values are called that become one. */
const RULE = /rule$/i;

/** Every rule that the library can say, read from its source: whatever is given to something of that name. */
export function rulesInSource(): RuleInSource[] {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.dev.json', file => ts.sys.readFile(file)).config,
    ts.sys,
    '.',
  );
  const program = ts.createProgram(['lib/index.ts'], options);
  const checker = program.getTypeChecker();
  return program
    .getSourceFiles()
    .filter(({ fileName, isDeclarationFile }) => !isDeclarationFile && !fileName.includes('.generated.'))
    .flatMap(source => rulesIn(source, checker));
}

function rulesIn(source: ts.SourceFile, checker: ts.TypeChecker): RuleInSource[] {
  const found: RuleInSource[] = [];
  const visit = (node: ts.Node): void => {
    const texts = ruleValues(node, checker).flatMap(value => textsOf(value, checker));
    for (const text of texts) {
      const { line } = source.getLineAndCharacterOfPosition(text.getStart());
      found.push([`${relative('.', source.fileName)}:${line + 1}`, pattern(text)]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The values that a node gives the name of a rule: a property, a constant, or an argument. */
function ruleValues(node: ts.Node, checker: ts.TypeChecker): ts.Expression[] {
  if (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) {
    return RULE.test(node.name.getText()) && node.initializer !== undefined ? [node.initializer] : [];
  }
  if (ts.isCallExpression(node)) {
    const parameters = checker.getResolvedSignature(node)?.parameters ?? [];
    return node.arguments.filter((_argument, i) => RULE.test(parameters[i]?.name ?? ''));
  }
  return [];
}

type Text = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression;

/** The texts that an expression may come to: both sides of a choice, and what a constant holds. */
function textsOf(expression: ts.Expression, checker: ts.TypeChecker): Text[] {
  if (ts.isStringLiteralLike(expression) || ts.isTemplateExpression(expression)) {
    return [expression as Text];
  }
  if (ts.isConditionalExpression(expression)) {
    return [expression.whenTrue, expression.whenFalse].flatMap(side => textsOf(side, checker));
  }
  const constant = ts.isIdentifier(expression) ? checker.getSymbolAtLocation(expression)?.valueDeclaration : undefined;
  return constant !== undefined && ts.isVariableDeclaration(constant) && constant.initializer !== undefined
    ? textsOf(constant.initializer, checker)
    : [];
}

/** What a message looks like that says a text; anything may stand for what is put into it. */
function pattern(text: Text): RegExp {
  const parts = ts.isTemplateExpression(text)
    ? [text.head.text, ...text.templateSpans.map(span => span.literal.text)]
    : [text.text];
  return new RegExp(`, but ${parts.map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}\\. `, 's');
}
