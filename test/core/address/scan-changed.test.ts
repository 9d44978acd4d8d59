/**
 * For ever: an address in a sentence, changed by one character at any place, is found as the same address, as the whole
 * changed one, or not for sure. Never as somebody else.
 */
import fc from 'fast-check';
import { decideText } from '../../../src/core/address/extract';
import { normalForm, wholeAddress } from '../../../src/core/person/email';
import { change, changedAt, dropped, SEED } from '../../support/changed';
import { runs } from '../../support/runs';

/** A mark more in a line of a table is a column more. */
const ROW = '|Mail|%|';
/** Sentences around an address, as people write them. */
const SENTENCES = [
  '%',
  'Please delete %.',
  'Please delete my account (%), thanks',
  'Hello,\n\nmy address is % and I want it gone.\nJane',
  'E-mail: %\nName: Jane Doe',
  'Jane Doe <%>',
  '"%" should be erased!',
  '*%*',
  '- %',
  '> %',
  'Mail:%',
  ROW,
  'Bitte löschen Sie „%“.',
  'Пожалуйста, удалите %',
  '请删除我的账户：%，谢谢',
  'Is % gone yet?',
  'Delete %, please; it is old',
  '<p>Please delete %</p>',
];

const isSame = (found: string, wanted: string): boolean => {
  const [one, other] = [wholeAddress(found), wholeAddress(wanted)];
  return one !== null && other !== null && normalForm(one) === normalForm(other);
};

/** A blank within a word makes two words of it: whoever reads a sentence sees the second one. */
const isTwoWords = (value: string): boolean =>
  /\S\s+\S/u.test(value) && !/[._-][^\S\n\r]+\S|\S[^\S\n\r]+[._-]/u.test(value);

it('is sure of the same address, of the whole changed one, or of nobody', () => {
  fc.assert(
    fc.property(change, fc.constantFrom(...SENTENCES), (one, sentence) => {
      const value = changedAt(one);
      const text = sentence.replace('%', () => value);
      const decision = decideText({ text, links: [], asides: [] }, []);
      if (decision.kind !== 'found' || isTwoWords(value) || (sentence === ROW && value.includes('|'))) return;
      if (isSame(decision.email, one.address) || decision.email === dropped(value)) return;
      throw new Error(`${decision.email} in ${JSON.stringify(text)}`);
    }),
    { numRuns: runs(30_000, 3_000_000), ...SEED },
  );
});
