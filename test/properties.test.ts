import * as fc from 'fast-check';
import { GlobalRegistry, GlobalRegistryProps } from '../lib';
import { Assembly, synth } from './support/assembly';
import { registryProps } from './support/random-registries';
import { Property, schema } from './support/schema';

process.env.CDK_DISABLE_STACK_TRACE = '1'; // the core's own traces are most of the time of many small apps

const assemble = (props: GlobalRegistryProps): Assembly =>
  synth(app => {
    new GlobalRegistry(app, 'Acme', props);
  });

function unknownProperties(values: object, known: Property, path: string): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const property = known.properties?.[name];
    if (property === undefined) {
      return [`${path}.${name}`];
    }
    return property.properties && value instanceof Object ? unknownProperties(value, property, `${path}.${name}`) : [];
  });
}

describe('every registry', () => {
  const runs = { numRuns: 25 };

  test('gives the same bytes for any order of replicas and namespaces', () => {
    const permuted = registryProps.chain(props =>
      fc.record({
        props: fc.constant(props),
        replicas: fc.shuffledSubarray([...props.replicas!], { minLength: props.replicas!.length }),
        namespaces: fc.shuffledSubarray([...props.namespaces!], { minLength: props.namespaces!.length }),
      }),
    );
    fc.assert(
      fc.property(permuted, ({ props, replicas, namespaces }) => {
        expect(assemble({ ...props, replicas, namespaces }).templates()).toEqual(assemble(props).templates());
      }),
      runs,
    );
  });

  test('gives the same files, manifest and tree included, when it is synthesised again', () => {
    const untraced = (assembly: Assembly) => JSON.stringify(assembly.files()).replaceAll(assembly.directory, '');
    fc.assert(
      fc.property(registryProps, props => expect(untraced(assemble(props))).toBe(untraced(assemble(props)))),
      runs,
    );
  });

  test('changes no byte of any other template when a replica comes or goes', () => {
    fc.assert(
      fc.property(
        registryProps.filter(({ replicas }) => replicas!.length > 0),
        props => {
          const [gone, ...stay] = props.replicas!;
          const namespaces = props.namespaces!.map(namespace => ({
            ...namespace,
            replicateTo: namespace.replicateTo?.filter(region => region !== gone.region),
            existingIn: namespace.existingIn?.filter(region => region !== gone.region),
          }));
          const before = Object.entries(assemble(props).templates());
          const after = assemble({ ...props, replicas: stay, namespaces }).templates();
          expect(Object.fromEntries(before.filter(([name]) => !name.includes(gone.region)))).toEqual(after);
        },
      ),
      runs,
    );
  });

  test('writes no import, no export, no unresolved token, and no property that the schema does not know', () => {
    fc.assert(
      fc.property(registryProps, props => {
        const assembly = assemble(props);
        for (const stack of assembly.stacks()) {
          expect(assembly.text(stack)).not.toMatch(/Fn::ImportValue|"Export"|\$\{Token\[|unresolved-token/);
          for (const resource of Object.values(assembly.template(stack).Resources)) {
            expect(schema.has(resource.Type)).toBe(true);
            expect(unknownProperties(resource.Properties as object, schema.get(resource.Type)!, resource.Type)).toEqual(
              [],
            );
          }
        }
      }),
      runs,
    );
  });

  test('is deployed in two waves: registries, then replication', () => {
    fc.assert(
      fc.property(registryProps, props => {
        const assembly = assemble(props);
        const waits = assembly.stacks().map(stack => [stack.includes('-to-'), assembly.dependencies(stack).length > 0]);
        waits.filter(([replicates]) => !replicates).forEach(([, waitsForOthers]) => expect(waitsForOthers).toBe(false));
        const waves = assembly.stacks().flatMap(stack => assembly.dependencies(stack));
        expect(waves.filter(stack => stack.includes('-to-'))).toEqual([]);
      }),
      runs,
    );
  });
});
