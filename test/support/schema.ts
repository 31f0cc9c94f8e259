import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the schema says about a property. */
export interface Property {
  updatable?: boolean;
  properties?: Record<string, Property>;
}

/** What the schema says about each resource type: its properties, and theirs. */
export const schema = new Map<string, Property>(
  readdirSync('schema', { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.json'))
    .map(file => JSON.parse(readFileSync(join('schema', file), 'utf8')))
    .map((type: { type: string } & Property) => [type.type, type]),
);
