/**
 * Reasons go into the evidence, which is kept for ever: they name nobody.
 */
import { parseEmail } from '../../../src/core/person/email';
import { toReason } from '../../../src/core/erasure/reason';

const JANE = parseEmail('Jane.Doe@example.com');
const MORE = ['jane.doe', 'example.com'];

it.each([
  'ask jane@example.com',
  'at @home',
  'sip:jane@example.com',
  'xmpp:jane@example.com',
  'skype:jane@example.com',
  'Message-ID: <abc@mail.example>',
  'In-Reply-To:\n <abc@mail.example>',
  'ssh jane@server.example',
  'git@github.example:org/repo.git',
  'jane@host:~$',
  'jane＠example.com',
  'jane﹫example.com',
  'jane\u200b@example.com',
  'jane%40example.com',
  'jane%2540example.com',
  'jane&#64;example.com',
  'jane&#x40;example.com',
  'jane&amp;#64;example.com',
  'jane&commat;example.com',
  'jane=40example.com',
  'jane\\u0040example.com',
  'jane&#64example.com',
  'jane (at) example.com',
  'jane[at]example.com',
  'jane(a)example.com',
  'jane [  at  ] example.com',
  'jane (chez) example.com',
  'jane arobase example point com',
  'https://jane@crm.example/people',
])('refuses %j', (text) => {
  expect(toReason(text, null)).toBeNull();
});

it.each([
  MORE.join(' at '),
  `${MORE.join('_')}#EXT#`,
  'Jane.Doe, of Example.com',
  Buffer.from('jane.doe@example.com').toString('base64'),
  Buffer.from('Jane.Doe@example.com').toString('base64url'),
  Buffer.from('jane.doe@example.com').toString('hex'),
  Buffer.from('to: jane.doe@example.com, now').toString('base64'),
  Buffer.from('<jane.doe@example.com>').toString('base64url'),
  Buffer.from('x=Jane.Doe@example.com&y').toString('base64'),
  'jane%2Edoe, example%2Ecom',
  'jane%2Edoe at example%2Ecom, 100% sure',
])('refuses the person’s own address in %j', (text) => {
  expect(toReason(`See ${text}.`, JANE)).toBeNull();
});

it.each([
  ['  The person withdrew the request. ', 'The person withdrew the request.'],
  ['A complex case (Art. 12(3)), at 5 pm', 'A complex case (Art. 12(3)), at 5 pm'],
  ['https://crm.example/people?mail=jane@example.com', 'https://crm.example/people?…'],
  ['see https://crm.example/a#/people/jane%40example.com now', 'see https://crm.example/a?… now'],
  ['https://crm.example/people/17', 'https://crm.example/people/17'],
  ['www.crm.example?q=jane now', 'www.crm.example?… now'],
  ['crm.example/people?mail=jane', 'crm.example/people?…'],
  ['(see https://crm.example/p?id=7)', '(see https://crm.example/p?…'],
  ['Kept under Art. 17(3)(b) and Art. 6(1)(a)?', 'Kept under Art. 17(3)(b) and Art. 6(1)(a)?'],
  ['Why? Because of the law.', 'Why? Because of the law.'],
])('keeps %j as %j', (text, kept) => {
  expect(toReason(text, JANE)).toBe(kept);
});
