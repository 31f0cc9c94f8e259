import * as fc from 'fast-check';
import { cidrProblems } from '../../lib/domain/cidr';
import { sentence } from '../../lib/domain/problem';

const complaints = (...cidrs: unknown[]) => cidrProblems('publicAccess', cidrs).map(sentence);

describe('address blocks', () => {
  test('are taken when they are well formed and apart', () => {
    expect(complaints('203.0.113.0/24', '198.51.100.7/32', '10.0.0.0/8')).toEqual([]);
  });

  test.each([
    ['203.0.113.7', 'an address block is written in IPv4 CIDR notation. Did you mean "203.0.113.7/32"?'],
    [
      '203.0.113.0/33',
      'an address block is written in IPv4 CIDR notation. Write it as address/bits, such as "203.0.113.0/24" or "203.0.113.7/32".',
    ],
    [
      '203.0.113.256/32',
      'an address block is written in IPv4 CIDR notation. Write it as address/bits, such as "203.0.113.0/24" or "203.0.113.7/32".',
    ],
    [
      '203.0.113.007/32',
      'an address block is written in IPv4 CIDR notation. Write it as address/bits, such as "203.0.113.0/24" or "203.0.113.7/32".',
    ],
    [
      '2001:db8::/32',
      'an address block is written in IPv4 CIDR notation. Write it as address/bits, such as "203.0.113.0/24" or "203.0.113.7/32".',
    ],
    [
      '203.0.113.7/24',
      'the bits after the first 24 are zero in the address of a block. Did you mean "203.0.113.0/24"?',
    ],
    ['0.0.0.0/0', 'it lets in the whole Internet. Say so with PublicAccess.anywhere(), or name a smaller block.'],
    [
      '127.0.0.0/8',
      'loopback addresses never come from the Internet. Name the addresses that your clients have on the Internet.',
    ],
  ])('refuses %s', (cidr, reason) => {
    expect(complaints(cidr)).toEqual([`publicAccess[0] is ${JSON.stringify(cidr)}, but ${reason}`]);
  });

  test('refuses an empty list, a repeated block and one inside another', () => {
    expect(complaints()).toEqual([
      'publicAccess is [], but somebody is let in, or access is not opened. Name an address block, or use PublicAccess.none().',
    ]);
    expect(complaints('10.0.0.0/8', '10.0.0.0/8', '10.2.0.0/16')).toEqual([
      'publicAccess[1] is "10.0.0.0/8", but each block is named once. Remove the repeated one.',
      'publicAccess[2] is "10.2.0.0/16", but it overlaps publicAccess[0], 10.0.0.0/8. Keep the one you mean.',
    ]);
  });

  test('are taken exactly when the address has as many leading bits as it says, and some', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }), (a, b, c, d, bits) => {
        const binary = [a, b, c, d].map(number => number.toString(2).padStart(8, '0')).join('');
        const taken =
          bits > 0 && !binary.slice(bits).includes('1') && !binary.startsWith('01111111'.slice(0, Math.min(bits, 8)));
        expect(complaints(`${a}.${b}.${c}.${d}/${bits}`).length === 0).toBe(taken);
      }),
      { numRuns: 2000 },
    );
  });
});
