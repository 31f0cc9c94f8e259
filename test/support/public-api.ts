import { readFileSync } from 'node:fs';

/** The type of a value in a jsii assembly. */
export interface TypeRef {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeRef };
  readonly union?: { readonly types: TypeRef[] };
}

/** A parameter or a prop. */
export interface Slot {
  readonly name: string;
  readonly type: TypeRef;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly protected?: boolean;
  readonly parameters?: Slot[];
}

interface JsiiType {
  readonly name: string;
  readonly kind: 'class' | 'enum' | 'interface';
  readonly namespace?: string;
  readonly datatype?: boolean;
  readonly interfaces?: string[];
  readonly properties?: Slot[];
  readonly methods?: Method[];
  readonly members?: { readonly name: string }[];
  readonly initializer?: { readonly parameters?: Slot[] };
}

/** Something that users call, with its parameters. */
export interface Callable {
  /** `new GlobalRegistry`, `ScanRule.instance`, `GlobalRegistry#addReplica`. */
  readonly name: string;
  readonly type: string;
  readonly kind: 'constructor' | 'static' | 'method';
  readonly method: string;
  readonly parameters: readonly Slot[];
}

/** The public API of the library without its generated resources, as the last build wrote it down. */
export class PublicApi {
  private readonly types: Map<string, JsiiType>;

  constructor(file = '.jsii') {
    const { types } = JSON.parse(readFileSync(file, 'utf8')) as { types: Record<string, JsiiType> };
    this.types = new Map(Object.entries(types).filter(([, { namespace }]) => namespace === undefined));
  }

  /** Everything that takes a parameter. */
  callables(): Callable[] {
    return [...this.types.values()]
      .flatMap(type => this.callablesOf(type))
      .filter(({ parameters }) => parameters.length > 0);
  }

  /** The names of all options objects. */
  structs(): string[] {
    return [...this.types.values()].filter(({ datatype }) => datatype).map(({ name }) => name);
  }

  /** The props of an options object, inherited ones included; undefined for another type. */
  propsOf({ fqn }: TypeRef): { readonly struct: string; readonly props: Slot[] } | undefined {
    const type = this.types.get(fqn ?? '');
    return type?.datatype ? { struct: type.name, props: this.inherited(type) } : undefined;
  }

  /** The name of a class or an interface with behaviour. */
  className({ fqn }: TypeRef): string | undefined {
    return this.types.get(fqn ?? '')?.name;
  }

  /** The members of an enum; undefined for another type. */
  membersOf({ fqn }: TypeRef): string[] | undefined {
    const type = this.types.get(fqn ?? '');
    return type?.kind === 'enum' ? type.members!.map(({ name }) => name) : undefined;
  }

  private inherited({ properties = [], interfaces = [] }: JsiiType): Slot[] {
    return [...interfaces.flatMap(fqn => this.inherited(this.types.get(fqn)!)), ...properties];
  }

  private callablesOf(type: JsiiType): Callable[] {
    const { name, kind, initializer, methods = [] } = type;
    if (kind !== 'class' && !/^I[A-Z]/.test(name)) {
      return [];
    }
    const made: Callable[] =
      initializer === undefined
        ? []
        : [
            {
              name: `new ${name}`,
              type: name,
              kind: 'constructor',
              method: '',
              parameters: initializer.parameters ?? [],
            },
          ];
    return [
      ...made,
      ...methods
        .filter(method => !method.protected)
        .map((method): Callable => {
          const [joint, of] = method.static ? (['.', 'static'] as const) : (['#', 'method'] as const);
          return {
            name: `${name}${joint}${method.name}`,
            type: name,
            kind: of,
            method: method.name,
            parameters: method.parameters ?? [],
          };
        }),
    ];
  }
}
