import fc from 'fast-check';
import { lastFour, mask } from '../../../src/core/person/mask';
import { email } from '../../support/people';

it('shows the first character of each side and the top-level domain', () => {
  expect(mask(email('jane.doe@example.com'))).toBe('j•••@e•••.com');
  expect(mask(email('x@mail.example.co.invalid'))).toBe('x•••@m•••.invalid');
  expect(mask(email('müller@münchen.example'))).toBe('m•••@m•••.example');
});

it('gives away nothing but that, for any address', () => {
  const word = fc.stringMatching(/^[a-z0-9]{2,12}$/);
  fc.assert(
    fc.property(word, word, (local, domain) => {
      const shown = mask(email(`${local}@${domain}.example`));
      expect(shown).toBe(`${local[0] ?? ''}•••@${domain[0] ?? ''}•••.example`);
    }),
  );
});

it('shows the end of long secrets only', () => {
  expect(lastFour('abcdefghijklmnop')).toBe('mnop');
  expect(lastFour('short-key')).toBe('');
  expect(lastFour('abcdefghijkl')).toBe('ijkl');
  expect(lastFour('abcdefghijk')).toBe('');
});
