import * as ts from 'typescript';

/** A public API as sorted lines of text, by the name of the type: `protected abstract resolve(context, options?): value`. */
export type Api = Record<string, string[]>;

/** What a declaration file exports, in the eyes of the TypeScript checker. */
export function declaredApi(entry: string): Api {
  const options = { strict: true, noLib: true, types: [], module: ts.ModuleKind.CommonJS };
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
  return Object.fromEntries(new Exports(checker, module).of(module, ''));
}

interface Heritage {
  readonly extended: string[];
  readonly implemented: string[];
  /** The type itself, and bases that are not exported: what they declare is as good as declared by the type. */
  readonly declaring: ts.Symbol[];
}

class Exports {
  private readonly exported: ReadonlySet<ts.Symbol>;

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly module: ts.Symbol,
  ) {
    this.exported = new Set(this.exportsOf(module));
  }

  of(container: ts.Symbol, prefix: string): [string, string[]][] {
    return this.exportsOf(container).flatMap(symbol => {
      const lines = this.linesOf(symbol);
      const nested = symbol.flags & ts.SymbolFlags.Module ? this.of(symbol, `${prefix}${symbol.name}.`) : [];
      return [...(lines ? [[prefix + symbol.name, lines] as [string, string[]]] : []), ...nested];
    });
  }

  private exportsOf(container: ts.Symbol): ts.Symbol[] {
    return this.checker
      .getExportsOfModule(container)
      .map(symbol => (symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol))
      .filter(symbol => !isInternal(symbol));
  }

  private linesOf(symbol: ts.Symbol): string[] | undefined {
    if (symbol.flags & ts.SymbolFlags.Enum) {
      return ['enum', ...[...symbol.exports!.keys()].map(String).sort()];
    }
    if (!(symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface))) {
      return undefined;
    }
    const heritage = this.heritageOf(symbol);
    const constructor = symbol.flags & ts.SymbolFlags.Class ? this.constructorLine(symbol) : [];
    const members = heritage.declaring.flatMap(declaring => this.memberLines(declaring));
    return [headLine(symbol, heritage), ...[...new Set([...constructor, ...members])].sort()];
  }

  private heritageOf(symbol: ts.Symbol): Heritage {
    const declaration = symbol.declarations!.find(d => ts.isClassDeclaration(d) || ts.isInterfaceDeclaration(d))!;
    const heritage: Heritage = { extended: [], implemented: [], declaring: [symbol] };
    for (const { token, types } of declaration.heritageClauses ?? []) {
      const implementing = token === ts.SyntaxKind.ImplementsKeyword;
      for (const base of types.map(type => this.checker.getTypeAtLocation(type).symbol)) {
        if (this.isVisible(base)) {
          (implementing ? heritage.implemented : heritage.extended).push(qualifiedName(base));
        } else {
          const { extended, implemented, declaring } = this.heritageOf(base);
          heritage.extended.push(...extended);
          heritage.implemented.push(...implemented);
          heritage.declaring.push(...declaring);
        }
      }
    }
    return heritage;
  }

  private isVisible(base: ts.Symbol): boolean {
    return this.exported.has(base) || packageOf(base) !== packageOf(this.module);
  }

  private constructorLine(symbol: ts.Symbol): string[] {
    const type = this.checker.getTypeOfSymbolAtLocation(symbol, symbol.valueDeclaration!);
    const [signature] = this.checker.getSignaturesOfType(type, ts.SignatureKind.Construct);
    const declaration = signature.getDeclaration() as ts.Declaration | undefined;
    if (declaration && has(declaration, ts.ModifierFlags.Private)) {
      return [];
    }
    const protection = declaration && has(declaration, ts.ModifierFlags.Protected) ? 'protected ' : '';
    return [`${protection}new(${this.parameters(signature)})`];
  }

  private memberLines(symbol: ts.Symbol): string[] {
    const instance = [...(symbol.members?.values() ?? [])];
    const statics = symbol.flags & ts.SymbolFlags.Class ? [...(symbol.exports?.values() ?? [])] : [];
    return [...instance, ...statics]
      .filter(({ declarations }) => declarations !== undefined)
      .filter(member => member.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Property | ts.SymbolFlags.Accessor))
      .filter(member => !has(member.declarations![0], ts.ModifierFlags.Private) && !isInternal(member))
      .map(member => this.memberLine(member));
  }

  private memberLine(member: ts.Symbol): string {
    const declaration = member.declarations![0];
    const flags: [ts.ModifierFlags, string][] = [
      [ts.ModifierFlags.Static, 'static '],
      [ts.ModifierFlags.Protected, 'protected '],
      [ts.ModifierFlags.Abstract, 'abstract '],
    ];
    const words = flags.map(([flag, word]) => (has(declaration, flag) ? word : '')).join('');
    const type = this.checker.getTypeOfSymbolAtLocation(member, declaration);
    if (!(member.flags & ts.SymbolFlags.Method)) {
      const optional = member.flags & ts.SymbolFlags.Optional || admitsNothing(type) ? '?' : '';
      return `${words}${changeability(member)}${member.name}${optional}`;
    }
    const [signature] = type.getCallSignatures();
    return `${words}${member.name}(${this.parameters(signature)}): ${result(signature.getReturnType())}`;
  }

  private parameters(signature: ts.Signature): string {
    return signature.parameters
      .map(parameter => {
        const declaration = parameter.valueDeclaration as ts.ParameterDeclaration;
        if (declaration.dotDotDotToken) {
          return `...${parameter.name}`;
        }
        const type = this.checker.getTypeAtLocation(declaration);
        const optional = this.checker.isOptionalParameter(declaration) || admitsNothing(type);
        return parameter.name + (optional ? '?' : '');
      })
      .join(', ');
  }
}

function changeability(member: ts.Symbol): string {
  if (member.flags & ts.SymbolFlags.Accessor) {
    return member.flags & ts.SymbolFlags.SetAccessor ? '' : 'readonly ';
  }
  const [declaration] = member.declarations!;
  const constant = has(declaration, ts.ModifierFlags.Static) ? 'const ' : 'readonly ';
  return has(declaration, ts.ModifierFlags.Readonly) ? constant : '';
}

function result(type: ts.Type): string {
  return type.flags & ts.TypeFlags.Void ? 'void' : admitsNothing(type) ? 'value?' : 'value';
}

function admitsNothing(type: ts.Type): boolean {
  return type.isUnion() && type.types.some(({ flags }) => flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null));
}

function has(declaration: ts.Declaration, flag: ts.ModifierFlags): boolean {
  return (ts.getCombinedModifierFlags(declaration) & flag) !== 0;
}

function isInternal(symbol: ts.Symbol): boolean {
  return symbol.getJsDocTags().some(({ name }) => name === 'internal');
}

function headLine(symbol: ts.Symbol, { extended, implemented }: Heritage): string {
  const isClass = (symbol.flags & ts.SymbolFlags.Class) !== 0;
  const abstract = isClass && has(symbol.valueDeclaration!, ts.ModifierFlags.Abstract);
  const kind = isClass ? 'class' : /^I[A-Z]/.test(symbol.name) ? 'interface' : 'struct';
  return head(`${abstract ? 'abstract ' : ''}${kind}`, extended, implemented);
}

function head(kind: string, extended: readonly string[], implemented: readonly string[]): string {
  const clause = (word: string, names: readonly string[]) =>
    names.length > 0 ? ` ${word} ${[...names].sort().join(', ')}` : '';
  return kind + clause('extends', extended) + clause('implements', implemented);
}

function packageOf(symbol: ts.Symbol): string {
  const file = symbol.declarations![0].getSourceFile().fileName;
  const [, scope, name] = file.slice(file.lastIndexOf('node_modules/')).split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

function qualifiedName(symbol: ts.Symbol): string {
  return `${packageOf(symbol)}.${symbol.name}`;
}

interface Parameter {
  readonly name: string;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

interface Member {
  readonly name: string;
  readonly static?: boolean;
  readonly protected?: boolean;
  readonly abstract?: boolean;
}

interface Method extends Member {
  readonly parameters?: Parameter[];
  readonly returns?: { readonly optional?: boolean };
}

interface Property extends Member {
  readonly const?: boolean;
  readonly immutable?: boolean;
  readonly optional?: boolean;
}

interface Type extends Member {
  readonly namespace?: string;
  readonly kind: 'class' | 'enum' | 'interface';
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly initializer?: { readonly protected?: boolean; readonly parameters?: Parameter[] };
  readonly members?: { readonly name: string }[];
  readonly methods?: Method[];
  readonly properties?: Property[];
}

/** The part of a jsii assembly that can be told from declarations. */
export interface Assembly {
  readonly types: Record<string, Type>;
}

/** What a jsii assembly describes. */
export function assembledApi({ types }: Assembly): Api {
  return Object.fromEntries(
    Object.values(types).map(type => {
      const name = type.namespace === undefined ? type.name : `${type.namespace}.${type.name}`;
      return [name, [headOf(type), ...[...initializerOf(type), ...membersOf(type)].sort()]];
    }),
  );
}

function headOf({ abstract, base, datatype, interfaces = [], kind }: Type): string {
  const word = `${abstract ? 'abstract ' : ''}${datatype ? 'struct' : kind}`;
  return kind === 'class' ? head(word, base ? [base] : [], interfaces) : head(word, interfaces, []);
}

function initializerOf({ initializer }: Type): string[] {
  return initializer ? [`${initializer.protected ? 'protected ' : ''}new(${list(initializer.parameters)})`] : [];
}

function membersOf({ kind, members = [], methods = [], properties = [] }: Type): string[] {
  // jsii calls every member of an interface abstract.
  const words = (member: Member) =>
    (member.static ? 'static ' : '') +
    (member.protected ? 'protected ' : '') +
    (member.abstract && kind === 'class' ? 'abstract ' : '');
  return [
    ...members.map(({ name }) => name),
    ...methods.map(method => {
      const value = method.returns ? (method.returns.optional ? 'value?' : 'value') : 'void';
      return `${words(method)}${method.name}(${list(method.parameters)}): ${value}`;
    }),
    ...properties.map(property => {
      const change = property.const ? 'const ' : property.immutable ? 'readonly ' : '';
      return words(property) + change + property.name + (property.optional ? '?' : '');
    }),
  ];
}

function list(parameters: readonly Parameter[] = []): string {
  return parameters.map(p => (p.variadic ? `...${p.name}` : p.name + (p.optional ? '?' : ''))).join(', ');
}
