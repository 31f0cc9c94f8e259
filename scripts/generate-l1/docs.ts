import { oneOf } from '../../lib/domain/problem';
import { propName } from './names';
import { Attribute, Properties, Property, ResourceType } from './schema';

const WIDTH = 120;

/** A docstring: paragraphs, a blank line between them, then tags. */
export function docBlock(indent: string, paragraphs: readonly string[], tags: readonly string[] = []): string[] {
  const lines = [...paragraphs.map(text => wrap(text, indent)), ...(tags.length > 0 ? [tags] : [])].flatMap(
    (block, i) => (i === 0 ? block : ['', ...block]),
  );
  const unsafe = lines.find(line => line.includes('*/'));
  if (unsafe !== undefined) {
    throw new Error(`This text would end its comment: ${unsafe}`);
  }
  return [`${indent}/**`, ...lines.map(line => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}

/** The docstring of a prop: what it is for, what it may be, whether it can change later, what happens without it. */
export function propertyDoc(indent: string, property: Property, siblings: Properties): string[] {
  const limits = [...allowed(property), ...lengths(property), ...condition(property), updating(property)].join(' ');
  const note = property.note === undefined ? [] : [inCode(property.note, siblings)];
  return docBlock(indent, [inCode(property.description, siblings), limits, ...note], defaultTag(property, siblings));
}

/** The short docstring of what repeats a prop. */
export function memberDoc(indent: string, { description }: Property, siblings: Properties): string[] {
  return docBlock(indent, [inCode(description, siblings)]);
}

export function attributeDoc(indent: string, { description, note }: Attribute): string[] {
  return docBlock(indent, note === undefined ? [description] : [description, note]);
}

/** The docstring of a class. */
export function classDoc(indent: string, { type, doc, description, note, properties }: ResourceType): string[] {
  const words = [description, `This is the resource type \`${type}\`.`, ...(note === undefined ? [] : [note])];
  return docBlock(
    indent,
    words.map(text => inCode(text, properties)),
    [`@see ${doc}`],
  );
}

function allowed({ allowedValues }: Property): string[] {
  const names = allowedValues?.map(value => `\`${value}\``);
  return names === undefined ? [] : [names.length === 1 ? `Only ${names[0]}.` : `One of ${oneOf(names)}.`];
}

function lengths({ minLength = 0, maxLength, patternMeaning, type, required }: Property): string[] {
  const characters = patternMeaning === undefined ? '' : `: ${patternMeaning}`;
  if (maxLength !== undefined) {
    return [`${minLength > 0 ? `${minLength} to` : 'At most'} ${maxLength} characters${characters}.`];
  }
  return required && type === 'String' && minLength > 0 ? ['Not empty.'] : [];
}

function condition({ requiredWhen = {} }: Property): string[] {
  return Object.entries(requiredWhen).map(
    ([key, values]) => `Required when \`${propName(key)}\` is ${oneOf(values.map(value => `\`${value}\``))}.`,
  );
}

function updating({ updatable }: Property): string {
  return updatable === undefined
    ? 'Whether ROS can change it in place is not documented.'
    : `ROS ${updatable ? 'changes it in place' : 'cannot change it in place'}.`;
}

function defaultTag({ required, whenAbsent, default: literal }: Property, siblings: Properties): string[] {
  if (required) {
    return [];
  }
  return literal === undefined
    ? [`@default - ${inCode(whenAbsent ?? 'Container Registry decides', siblings)}`]
    : [`@default ${typeof literal === 'string' ? `'${literal}'` : literal}`];
}

/** Mentions of other properties, under the names that code gives them. */
function inCode(text: string, siblings: Properties): string {
  return text.replace(/\b[A-Z]\w*[a-z]\w*[A-Z]\w*\b/g, word => (word in siblings ? `\`${propName(word)}\`` : word));
}

function wrap(text: string, indent: string): string[] {
  const width = WIDTH - indent.length - ' * '.length;
  return text.split(' ').reduce<string[]>((lines, word) => {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    return lines.length > 0 && longer.length <= width ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
}
