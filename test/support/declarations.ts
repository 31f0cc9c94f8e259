import * as ts from 'typescript';

/** A public API as sorted lines of text, by the name of the type: `protected abstract resolve(context, options?): value`. */
export type Api = Record<string, string[]>;

/** What a declaration file exports, in the eyes of the TypeScript checker. */
export function declaredApi(entry: string): Api {
  const options = { strict: true, noLib: true, types: [], module: ts.ModuleKind.CommonJS };
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
  return Object.fromEntries(new Exports(checker).of(module, ''));
}

class Exports {
  constructor(private readonly checker: ts.TypeChecker) {}

  of(container: ts.Symbol, prefix: string): [string, string[]][] {
    return this.checker
      .getExportsOfModule(container)
      .map(symbol => (symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol))
      .filter(symbol => !isInternal(symbol))
      .flatMap(symbol => {
        const lines = this.linesOf(symbol);
        const nested = symbol.flags & ts.SymbolFlags.Module ? this.of(symbol, `${prefix}${symbol.name}.`) : [];
        return [...(lines ? [[prefix + symbol.name, lines] as [string, string[]]] : []), ...nested];
      });
  }

  private linesOf(symbol: ts.Symbol): string[] | undefined {
    if (symbol.flags & ts.SymbolFlags.Enum) {
      return ['enum', ...[...symbol.exports!.keys()].map(String).sort()];
    }
    if (symbol.flags & ts.SymbolFlags.Class) {
      return [this.classLine(symbol), ...[...this.constructorLine(symbol), ...this.memberLines(symbol)].sort()];
    }
    return symbol.flags & ts.SymbolFlags.Interface
      ? [this.interfaceLine(symbol), ...this.memberLines(symbol).sort()]
      : undefined;
  }

  private classLine(symbol: ts.Symbol): string {
    const declaration = symbol.valueDeclaration as ts.ClassDeclaration;
    const abstract = has(declaration, ts.ModifierFlags.Abstract) ? 'abstract ' : '';
    return abstract + 'class' + this.heritage(declaration);
  }

  private interfaceLine(symbol: ts.Symbol): string {
    const kind = /^I[A-Z]/.test(symbol.name) ? 'interface' : 'struct';
    return kind + this.heritage(symbol.declarations!.find(ts.isInterfaceDeclaration)!);
  }

  private heritage(declaration: ts.ClassDeclaration | ts.InterfaceDeclaration): string {
    return (declaration.heritageClauses ?? [])
      .map(clause => {
        const names = clause.types.map(type => qualifiedName(this.checker.getTypeAtLocation(type).symbol));
        const word = clause.token === ts.SyntaxKind.ImplementsKeyword ? 'implements' : 'extends';
        return ` ${word} ${names.sort().join(', ')}`;
      })
      .join('');
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

function qualifiedName(symbol: ts.Symbol): string {
  const file = symbol.declarations![0].getSourceFile().fileName;
  const folders = file.slice(file.lastIndexOf('node_modules/')).split('/');
  return [folders[1].startsWith('@') ? `${folders[1]}/${folders[2]}` : folders[1], symbol.name].join('.');
}
