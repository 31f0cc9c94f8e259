import { Problem } from './problem';

/** An address block of the Internet, IPv4. */
interface Block {
  readonly text: string;
  readonly first: number;
  readonly bits: number;
}

/** The whole Internet. */
export const ANYWHERE = '0.0.0.0/0';

/** The addresses of a machine itself; the service and this library keep entries in there that let nobody in. */
const LOOPBACK: Block = { text: '127.0.0.0/8', first: 127 * 2 ** 24, bits: 8 };

/**
 * Addresses that no client on the Internet has, by what they are.
 * Source: https://www.iana.org/assignments/iana-ipv4-special-registry; blocks for documentation are left out, for examples use them.
 */
const NOT_ON_THE_INTERNET: Readonly<Record<string, string>> = {
  '0.0.0.0/8': 'addresses of no network',
  '10.0.0.0/8': 'private addresses',
  '100.64.0.0/10': 'addresses behind the gateway of a provider',
  '169.254.0.0/16': 'link-local addresses',
  '172.16.0.0/12': 'private addresses',
  '192.168.0.0/16': 'private addresses',
  '224.0.0.0/4': 'multicast addresses',
  '240.0.0.0/4': 'reserved addresses',
};

/** What somebody should know who lets in blocks from which nobody comes, or far too many. */
export function blockWarnings(cidrs: readonly string[]): string[] {
  return cidrs.flatMap(cidr => {
    const block = parse(cidr)!;
    const special = Object.keys(NOT_ON_THE_INTERNET).filter(other => isInside(block, parse(other)!));
    return [
      ...special.map(
        other =>
          `PublicAccess lets in ${cidr}, which are ${NOT_ON_THE_INTERNET[other]}: no client has such an address on the Internet. ` +
          'Let a VPC in with vpcAccess, or name the addresses that your clients have on the Internet.',
      ),
      ...(special.length === 0 && block.bits > 0 && block.bits < LARGE
        ? [`PublicAccess lets in ${cidr}, a large part of the whole Internet. Name the blocks of your clients.`]
        : []),
    ];
  });
}

/** Nobody was ever given a larger block than one of these bits. */
const LARGE = 8;

function isInside(block: Block, other: Block): boolean {
  return block.bits >= other.bits && overlap(block, other);
}

/** An entry that lets nobody in; another one each time that access was closed. */
export function nobodyEntry(timesClosed: number): string {
  return `127.0.0.${2 + timesClosed}/32`;
}

const EXAMPLE = 'Write it as address/bits, such as "203.0.113.0/24" or "203.0.113.7/32"';

const SPREAD = 'Write PublicAccess.fromCidrs(...blocks) for a list of them';

/** What is wrong with a list of address blocks that are let in. */
export function cidrProblems(subject: string, cidrs: readonly unknown[]): Problem[] {
  if (cidrs.length === 0) {
    const rule = 'somebody is let in, or access is not opened';
    return [{ subject, got: [], rule, fix: 'Name an address block, or use PublicAccess.none()' }];
  }
  const blocks = cidrs.map(cidr => parse(cidr));
  return cidrs.flatMap((cidr, i) => {
    const here = `${subject}[${i}]`;
    const block = blocks[i];
    return block === undefined
      ? [formProblem(here, cidr)]
      : [...blockProblems(here, block), ...overlapProblems(here, subject, i, blocks)];
  });
}

function formProblem(subject: string, got: unknown): Problem {
  const bare = typeof got === 'string' && parse(`${got}/32`) !== undefined;
  const fix = Array.isArray(got) ? SPREAD : bare ? `Did you mean ${JSON.stringify(`${got}/32`)}?` : EXAMPLE;
  return { subject, got, rule: 'an address block is written in IPv4 CIDR notation', fix };
}

function blockProblems(subject: string, block: Block): Problem[] {
  const got = block.text;
  if (block.bits === 0) {
    return [
      {
        subject,
        got,
        rule: 'it lets in the whole Internet',
        fix: 'Say so with PublicAccess.anywhere(), or name a smaller block',
      },
    ];
  }
  const network = start(block);
  if (network !== block.first) {
    const fix = `Did you mean "${address(network)}/${block.bits}"?`;
    return [{ subject, got, rule: `the bits after the first ${block.bits} are zero in the address of a block`, fix }];
  }
  return overlap(block, LOOPBACK)
    ? [
        {
          subject,
          got,
          rule:
            block.bits < LOOPBACK.bits
              ? `it holds ${LOOPBACK.text} among others, and loopback addresses never come from the Internet`
              : 'loopback addresses never come from the Internet',
          fix: 'Name the addresses that your clients have on the Internet',
        },
      ]
    : [];
}

function overlapProblems(
  subject: string,
  list: string,
  index: number,
  blocks: readonly (Block | undefined)[],
): Problem[] {
  const block = blocks[index]!;
  const earlier = blocks.findIndex((other, i) => i < index && other !== undefined && overlap(other, block));
  if (earlier === -1) {
    return [];
  }
  const same = blocks[earlier]!.text === block.text;
  const rule = same ? 'each block is named once' : `it overlaps ${list}[${earlier}], ${blocks[earlier]!.text}`;
  return [{ subject, got: block.text, rule, fix: same ? 'Remove the repeated one' : 'Keep the one you mean' }];
}

function parse(cidr: unknown): Block | undefined {
  const match = typeof cidr === 'string' ? /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr) : null;
  if (match === null) {
    return undefined;
  }
  const numbers = match.slice(1).map(Number);
  const plain = match.slice(1).every((digits, i) => String(numbers[i]) === digits);
  const [bits] = numbers.splice(4);
  return plain && bits <= 32 && numbers.every(number => number <= 255)
    ? { text: match[0], first: numbers.reduce((sum, number) => sum * 256 + number, 0), bits }
    : undefined;
}

function start({ first, bits }: Block): number {
  const size = 2 ** (32 - bits);
  return first - (first % size);
}

function overlap(a: Block, b: Block): boolean {
  const bits = Math.min(a.bits, b.bits);
  return start({ ...a, bits }) === start({ ...b, bits });
}

function address(value: number): string {
  return [24, 16, 8, 0].map(shift => Math.floor(value / 2 ** shift) % 256).join('.');
}
