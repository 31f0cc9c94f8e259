import * as ts from 'typescript';

import { NEW_LAYOUT, Refusal } from './refusal';

/** A declaration file, parsed. */
export interface DeclarationFile {
  readonly source: ts.SourceFile;
  /** How messages call it. */
  readonly subject: string;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type WithBody = ts.MethodDeclaration | ts.ConstructorDeclaration | ts.AccessorDeclaration;

/** Stands for a value of any type: stubs are compiled, never run. */
const ANYTHING = 'undefined as never';

const DECLARATIONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.EnumDeclaration,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.ModuleDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.VariableStatement,
]);

const LINKS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EmptyStatement,
  ts.SyntaxKind.ExportAssignment,
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.ImportEqualsDeclaration,
]);

/**
 * A TypeScript source that declares what the file declares. Classes get bodies and initializers, since jsii takes a
 * static for a constant only if it is initialized; whatever else says the same in a source stays as it is.
 *
 * The text is edited in place and keeps its lines: a line in the assembly, or in a message of jsii, is also the line
 * in the declaration file.
 */
export function stubOf(file: DeclarationFile, checker: ts.TypeChecker): string {
  const edits = new Stub(file, checker).ofStatements(file.source).sort((a, b) => a.start - b.start);
  const { text } = file.source;
  const pieces = edits.map((edit, i) => text.slice(edits[i - 1]?.end ?? 0, edit.start) + edit.text);
  return pieces.join('') + text.slice(edits.at(-1)?.end ?? 0);
}

class Stub {
  constructor(
    private readonly file: DeclarationFile,
    private readonly checker: ts.TypeChecker,
  ) {}

  ofStatements(container: ts.SourceFile | ts.ModuleBlock): Edit[] {
    const scope = ts.isModuleBlock(container) ? container.parent : container;
    const exportsAll = (scope.flags & ts.NodeFlags.ExportContext) !== 0;
    return container.statements.flatMap(statement => {
      if (!DECLARATIONS.has(statement.kind)) {
        return LINKS.has(statement.kind) ? [] : this.refuse(statement);
      }
      return augmentsOthers(statement) ? [] : this.ofDeclaration(statement, exportsAll);
    });
  }

  private ofDeclaration(statement: ts.Statement, exportsAll: boolean): Edit[] {
    const words = this.missingWords(statement, exportsAll);
    if (ts.isClassDeclaration(statement)) {
      const members = statement.members.flatMap(member => this.ofMember(member, statement));
      return [...words, ...this.withoutDeclare(statement), ...members];
    }
    return ts.isModuleDeclaration(statement) ? [...words, ...this.ofNamespace(statement)] : words;
  }

  private ofNamespace(namespace: ts.ModuleDeclaration): Edit[] {
    const { body } = namespace;
    const inner = body && ts.isModuleBlock(body) ? this.ofStatements(body) : [];
    const dotted = body && ts.isModuleDeclaration(body) ? this.ofNamespace(body) : [];
    return [...this.withoutDeclare(namespace), ...inner, ...dotted];
  }

  /** What goes without saying in a declaration file: that all is exported, and that nothing has a body. */
  private missingWords(statement: ts.Statement, exportsAll: boolean): Edit[] {
    const exported = modifier(statement, ts.SyntaxKind.ExportKeyword);
    const bodiless = ts.isFunctionDeclaration(statement) || ts.isVariableStatement(statement);
    const declare = bodiless && !modifier(statement, ts.SyntaxKind.DeclareKeyword) ? 'declare ' : '';
    const at = exported ? exported.end + 1 : statement.getStart(this.file.source);
    const text = (exportsAll && !exported ? 'export ' : '') + declare;
    return text ? [insertion(at, text)] : [];
  }

  private withoutDeclare(statement: ts.ClassDeclaration | ts.ModuleDeclaration): Edit[] {
    const declare = modifier(statement, ts.SyntaxKind.DeclareKeyword);
    return declare ? [{ start: declare.getStart(this.file.source), end: declare.end, text: '' }] : [];
  }

  private ofMember(member: ts.ClassElement, parent: ts.ClassDeclaration): Edit[] {
    if (isPrivate(member) && !ts.isConstructorDeclaration(member)) {
      return [this.removal(member)];
    }
    if (ts.isPropertyDeclaration(member)) {
      return this.ofProperty(member);
    }
    if (ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member) || ts.isAccessor(member)) {
      return modifier(member, ts.SyntaxKind.AbstractKeyword) ? [] : [this.body(member, parent)];
    }
    const complete = ts.isIndexSignatureDeclaration(member) || ts.isSemicolonClassElement(member);
    return complete ? [] : this.refuse(member);
  }

  private ofProperty(property: ts.PropertyDeclaration): Edit[] {
    const complete = property.initializer ?? property.questionToken ?? property.exclamationToken;
    if (complete || modifier(property, ts.SyntaxKind.AbstractKeyword)) {
      return [];
    }
    if (!modifier(property, ts.SyntaxKind.StaticKeyword)) {
      return [insertion(property.name.end, '!')];
    }
    const constant = modifier(property, ts.SyntaxKind.ReadonlyKeyword) !== undefined;
    return constant ? [insertion(property.type?.end ?? property.name.end, ` = ${ANYTHING}`)] : [];
  }

  /** jsii describes the first of several overloads; the last is followed by the implementation of them all. */
  private body(member: WithBody, parent: ts.ClassDeclaration): Edit {
    const overloads = parent.members.filter(other => sameFunction(other, member));
    const start = this.file.source.text[member.end - 1] === ';' ? member.end - 1 : member.end;
    const superCall = ts.isConstructorDeclaration(member) ? this.superCall(parent) : '';
    if (overloads.length < 2) {
      const used = member.parameters.flatMap(({ name }) => identifiers(name)).join(', ');
      return { start, end: member.end, text: ` { ${superCall}throw [${used}]; }` };
    }
    const implementation = ` ${this.looseSignature(member)} { ${superCall}throw all; }`;
    return { start, end: member.end, text: member === overloads.at(-1) ? `;${implementation}` : ';' };
  }

  private looseSignature(member: WithBody): string {
    const words = (ts.getModifiers(member) ?? []).map(word => word.getText(this.file.source));
    const isConstructor = ts.isConstructorDeclaration(member);
    const head = [...words, isConstructor ? 'constructor' : member.name.getText(this.file.source)].join(' ');
    return `${head}(...all: any[])${isConstructor ? '' : ': any'}`;
  }

  private superCall(declaration: ts.ClassDeclaration): string {
    const extending = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
    if (!extending) {
      return '';
    }
    const base = this.checker.getTypeAtLocation(extending.types[0].expression);
    const [signature] = this.checker.getSignaturesOfType(base, ts.SignatureKind.Construct);
    const required = (signature?.parameters ?? []).filter(({ valueDeclaration: parameter }) => {
      const known = parameter !== undefined && ts.isParameter(parameter);
      return known && !parameter.dotDotDotToken && !this.checker.isOptionalParameter(parameter);
    });
    return `super(${required.map(() => ANYTHING).join(', ')}); `;
  }

  /** Takes the documentation along, which would otherwise become that of the next member. */
  private removal(member: ts.ClassElement): Edit {
    const start = member.getStart(this.file.source, true);
    const lineEnds = this.file.source.text.slice(start, member.end).match(/\r?\n/g) ?? [];
    return { start, end: member.end, text: lineEnds.join('') };
  }

  private refuse(node: ts.Node): never {
    const { line } = this.file.source.getLineAndCharacterOfPosition(node.getStart(this.file.source));
    throw new Refusal({
      subject: `${this.file.subject}:${line + 1}`,
      got: `holds a ${ts.SyntaxKind[node.kind]}`,
      rule: 'only classes, interfaces, enums, namespaces, types, functions, variables, imports and exports are known',
      fix: NEW_LAYOUT,
    });
  }
}

/** `declare module 'x'` and `declare global` add to what somebody else declares, and can only be ambient. */
function augmentsOthers(statement: ts.Statement): boolean {
  const isGlobal = (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
  return ts.isModuleDeclaration(statement) && (isGlobal || ts.isStringLiteral(statement.name));
}

function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

function modifier(node: ts.Node, kind: ts.SyntaxKind): ts.Modifier | undefined {
  return ts.canHaveModifiers(node) ? ts.getModifiers(node)?.find(candidate => candidate.kind === kind) : undefined;
}

function isPrivate(member: ts.ClassElement): boolean {
  const hashed = member.name !== undefined && ts.isPrivateIdentifier(member.name);
  return hashed || modifier(member, ts.SyntaxKind.PrivateKeyword) !== undefined;
}

function sameFunction(a: ts.ClassElement, b: ts.ClassElement): boolean {
  if (!ts.isMethodDeclaration(a) || !ts.isMethodDeclaration(b)) {
    return ts.isConstructorDeclaration(a) && ts.isConstructorDeclaration(b);
  }
  const [staticA, staticB] = [a, b].map(method => modifier(method, ts.SyntaxKind.StaticKeyword) !== undefined);
  return staticA === staticB && a.name.getText() === b.name.getText();
}

/** The names that a parameter brings into its function; a stub uses them all, or the compiler calls them unused. */
function identifiers(name: ts.BindingName): string[] {
  return ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap(element => (ts.isOmittedExpression(element) ? [] : identifiers(element.name)));
}
