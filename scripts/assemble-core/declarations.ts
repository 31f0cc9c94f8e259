import { join, relative, sep } from 'node:path';
import * as ts from 'typescript';

import { entryOf, Package } from './package';
import { NEW_LAYOUT, Refusal } from './refusal';
import { DeclarationFile, stubOf } from './stub';

/** The stubs of everything that the package's entry reaches, by path relative to the package, such as `lib/app.ts`. */
export function stubsOf(pkg: Package): Map<string, string> {
  const entry = join(pkg.directory, entryOf(pkg));
  const program = ts.createProgram({
    rootNames: [entry],
    options: {
      noLib: true,
      types: [],
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
    },
  });
  const checker = program.getTypeChecker();
  const files = ownFiles(pkg, program);
  files.forEach(file => refuseUnreadable(file, program));
  refuseSilence(pkg, program.getSourceFile(entry)!, checker);
  return new Map(files.map(file => [file.path.replace(/\.d\.ts$/, '.ts'), stubOf(file, checker)]));
}

interface OwnFile extends DeclarationFile {
  readonly path: string;
}

/** The files of the package itself, without those of its dependencies. */
function ownFiles({ directory, title }: Package, program: ts.Program): OwnFile[] {
  return program
    .getSourceFiles()
    .map(source => ({ source, path: relative(directory, source.fileName).split(sep).join('/') }))
    .filter(({ path }) => !path.startsWith('../') && !path.startsWith('node_modules/'))
    .map(({ source, path }) => ({ source, path, subject: `${title}: ${path}` }));
}

function refuseUnreadable({ source, subject }: OwnFile, program: ts.Program): void {
  if (!source.isDeclarationFile) {
    throw new Refusal({
      subject,
      got: 'is no declaration file',
      rule: 'the entry may only reach files whose names end in .d.ts',
      fix: NEW_LAYOUT,
    });
  }
  const [error] = program.getSyntacticDiagnostics(source);
  if (error) {
    throw new Refusal({
      subject: `${subject}:${source.getLineAndCharacterOfPosition(error.start).line + 1}`,
      got: `cannot be read (${ts.flattenDiagnosticMessageText(error.messageText, ' ')})`,
      rule: `it must be TypeScript ${ts.versionMajorMinor} or older`,
      fix: NEW_LAYOUT,
    });
  }
}

function refuseSilence(pkg: Package, entry: ts.SourceFile, checker: ts.TypeChecker): void {
  const module = checker.getSymbolAtLocation(entry);
  if (!module || checker.getExportsOfModule(module).length === 0) {
    throw new Refusal({
      subject: `${pkg.title}: ${entryOf(pkg)}`,
      got: 'exports nothing',
      rule: 'the assembly describes what it exports',
      fix: NEW_LAYOUT,
    });
  }
}
