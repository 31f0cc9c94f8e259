import type { Json } from '../../runtime/json';
import { FunctionError, type Scope } from '../scope';
import { integer, list, map, shape, text, tuple } from './arguments';
import { EVERYWHERE, RESOURCES_ONLY, everywhere, taking } from './template-function';
import { formatTime } from './format-time';

const FORMAT_TIME = { ...shape(1, 2, '[format, time zone]'), alone: true as const };

export const TEXT_FUNCTIONS = {
  'Fn::Join': taking(shape(2, 2, '[delimiter, list]'), ([delimiter, items]) => {
    return list(items, 'the list')
      .map(item => text(item, 'every item'))
      .join(text(delimiter, 'the delimiter'));
  }),

  'Fn::Split': taking(shape(2, 2, '[delimiter, text]'), ([delimiter, whole]) => {
    const separator = text(delimiter, 'the delimiter');
    if (separator === '') {
      throw new FunctionError('takes a delimiter of at least one character.');
    }
    return text(whole, 'the text').split(separator);
  }),

  'Fn::Replace': taking(shape(2, 2, '[replacements, text]'), ([replacements, whole]) => {
    let result = text(whole, 'the text');
    for (const [from, to] of Object.entries(map(replacements, 'the replacements'))) {
      if (from !== '') {
        result = result.replaceAll(from, () => text(to, 'every replacement'));
      }
    }
    return result;
  }),

  'Fn::Str': everywhere(argument => {
    if (typeof argument !== 'number') {
      throw new FunctionError(`takes a Number, not ${JSON.stringify(argument)}.`);
    }
    return String(argument);
  }),

  'Fn::Base64Encode': everywhere(argument => encode(argument)),
  'Fn::Base64': { ...everywhere(argument => encode(argument)), contexts: RESOURCES_ONLY },

  'Fn::Base64Decode': everywhere(argument => {
    const encoded = text(argument, 'the text');
    const decoded = Buffer.from(encoded, 'base64');
    if (decoded.toString('base64') !== encoded) {
      throw new FunctionError('takes a String in Base64.');
    }
    return decoded.toString('utf8');
  }),

  'Fn::Indent': taking(
    shape(2, 4, '[text, level, size, indent first line]'),
    ([whole, level, size = 2, first = true]) => {
      const margin = ' '.repeat(integer(level, 'the level', 0, 20) * integer(size, 'the size', 0, 4));
      const lines = text(whole, 'the text').split('\n');
      return lines.map((line, index) => (index === 0 && first === false ? line : margin + line)).join('\n');
    },
  ),

  'Fn::FormatTime': {
    contexts: EVERYWHERE,
    shape: FORMAT_TIME,
    run: (argument: Json, scope: Scope) => {
      const [format, zone = 'UTC'] = Array.isArray(argument) ? tuple(argument, FORMAT_TIME) : [argument];
      return formatTime(scope.now, text(format, 'the format'), text(zone, 'the time zone'));
    },
  },
};

function encode(argument: Json): string {
  return Buffer.from(text(argument, 'the text')).toString('base64');
}
