/**
 * The grammar of structured sources: the forms it admits, and that nothing else is ever read as somebody.
 */
import fc from 'fast-check';
import { readAddress, readAddresses } from '../../../src/core/address/grammar';
import { normalForm, wholeAddress } from '../../../src/core/person/email';
import { change, changedAt, dropped, SEED } from '../../support/changed';
import { isLong, runs } from '../../support/runs';

const J = 'jane@example.com';
const read = (value: string): string => {
  const said = readAddress(value);
  return said.kind === 'address' ? said.email : said.kind;
};

describe('an address, as it is written', () => {
  // From https://en.wikipedia.org/wiki/Email_address#Examples and https://github.com/nicksp/is-email (at example domains),
  // those made of the characters that the rule admits.
  it.each([
    'simple@example.com',
    'very.common@example.com',
    'FirstName.LastName@EasierReading.example',
    'x@example.com',
    'long.email-address-with-hyphens@and.subdomains.example.com',
    'user.name+tag+sorting@example.com',
    'name/surname@example.com',
    'user-@example.org',
    '1234567890@example.com',
    '_______@example.com',
    'customer/department=shipping@example.com',
    '_somename@example.com',
    '~@example.com',
    'email@example-one.test',
    'email@subdomain.example.com',
    'email@example.co.jp',
    'smith&co@example.com',
    'orders%west@example.com',
    "o'neil@example.com",
    'jürgen@example.com',
    'คำ@example.com',
    'δοκιμή@παράδειγμα.example',
    'संपर्क@example.com',
    '用户@例子.test',
    'медведь@example.com',
    'jane@xn--exmple-cua.com',
    'jane@exämple.com',
    'JANE@EXAMPLE.COM',
  ])('%s', (address) => {
    expect(read(address)).toBe(address);
  });
});

describe('decorations that are named', () => {
  it.each([
    ` ${J}\n`,
    `\u00a0${J}\t`,
    `jane@exam\u200bple.com`,
    `ja\u00adne@example.com`,
    `\u2060${J}\ufeff`,
    `\u200f${J}\u200e`,
    `<${J}>`,
    `(${J})`,
    `[${J}]`,
    `{${J}}`,
    `"${J}"`,
    `“${J}”`,
    `„${J}“`,
    `«${J}»`,
    ...['.', ',', ';', ':', '!', '?'].map((mark) => J + mark),
    `<${J}>,`,
    `mailto:${J}`,
    `MAILTO:${J}?subject=Delete%20me&body=now`,
    `[mailto:${J}]`,
    `E-mail: ${J}`,
    `Email:${J}`,
    `E-Mail-Adresse: ${J}.`,
    `correo electrónico: <${J}>`,
    `mail: ${J}`,
    `mail:<${J}>`,
    `邮箱：${J}`,
    `メールアドレス: ${J}`,
    `Jane Doe <${J}>`,
    `"Doe, Jane" <${J}>`,
    `Doe, Jane <${J}>`,
    `'Jane Doe' <${J}>`,
    `‘Jane Doe’ <${J}>`,
    `“Doe, Jane” <${J}>`,
    `„Jane Doe“ <${J}>`,
    `«Jane Doe» <${J}>`,
    `Dr. J. O'Neil-Doe 2 <mailto:${J}>`,
    `${J} <${J}>`,
    `"${J}" <${J}>`,
    `[${J}|mailto:${J}]`,
    `<mailto:${J}|${J}>`,
    `${J} (mailto:${J})`,
    `${J} ${J}`,
    `${J}, ${J}`,
    `${J};${J}`,
    `${J} / ${J}`,
    `${J}/${J}`,
    `${J}\n${J}`,
    `${J} (${J})`,
    `${J} JANE@EXAMPLE.COM`,
  ])('%j', (value) => {
    expect(read(value)).toBe(J);
  });
});

describe('nobody is read from', () => {
  // Each of these once erased somebody else, or nobody.
  it.each([
    'o`brien@example.com',
    'o"brien@example.com',
    'o”brien@example.com',
    "o' brien@example.com",
    'john smith@example.com',
    'john\u00a0smith@example.com',
    'john.\nsmith@example.com',
    'mary- ann@example.com',
    'mary -ann@example.com',
    'mary_ ann@example.com',
    'jean, paul@example.com',
    'jane@example.co uk',
    'john(jr)smith@example.com',
    'john|smith@example.com',
    'john<smith@example.com',
    'john[smith@example.com',
    'sunny☀day@example.com',
    'tom™smith@example.com',
    'E-mail=\njane@example.com',
    'email=2022anna@example.com',
    'bounce+jane=20minutes.example@mailer.example',
    'bounce+jane.doe=example.com@mailer.example',
    'prvs=2091abcdef=jane.doe@example.com',
    'SRS0=9kPX=TT=example.com=jane.doe@forwarder.example',
    'jane%example.com@relay.example',
    'jane。doe@example.com',
    'ｊａｎｅ@example.com',
    'jane@ｅxample.com',
    'jane²@example.com',
    '\u3164jane@example.com',
    'ja\u200dne@example.com',
    '\u202ejane@example.com',
    'ja\u200ene@example.com',
    '.jane@example.com',
    'jane.@example.com',
    'jane..doe@example.com',
    'j*ne@example.com',
    'j***@example.com',
    'jane@example.con',
    'jane@example',
    'jane@localhost',
    'jane@-example.test',
    // It may be `.com`, cut off.
    'jane@example.co;',
    'jane@example.co.',
    `'${J}" `,
    `'${J}`,
    `mailto:Email: ${J}`,
    `(${J}`,
    `${J})`,
    `,${J}`,
    `${J}..`,
    `${J}.,`,
    `mailto:jane%40example.com`,
    `mailto:jane%2Bx@example.com`,
    `mailto:${J}?cc=max@example.org`,
    `SMTP:${J}`,
    `IM: ${J}`,
    `Jane (via agent) <${J}>`,
    `'Jane Doe' via Privacy Requests <${J}>`,
    `Jane on behalf of Max <${J}>`,
    `Max im Auftrag von Jane <${J}>`,
    `Jane "J" Doe <${J}>`,
    `"'Jane Doe' via Privacy" <${J}>`,
    `‘Jane Doe” <${J}>`,
    `““Jane”” <${J}>`,
    `'jane.old.com' <${J}>`,
    `jane' <${J}>`,
    `'jane-' <${J}>`,
    `'o'<brien@example.com>`,
    `[max@example.org|mailto:${J}]`,
    `${J} and more`,
    `Delete ${J}`,
    `${J} (private)`,
    `${J} ${J} ${J}`,
    'jаne@example.com',
    '请删除jane@example.com',
    '{{issue.reporter.emailAddress}}',
    'jane.doe at example.com <list@lists.example>',
    'jane.old.com <jane@example.com>',
    'o<brien@example.com>',
    'john.<smith@example.com>',
    'Jane on  behalf\tof Max <jane@example.com>',
    'jane.doe\n<list@lists.example>',
    // A stop that became a colon.
    'mail:jane@example.com',
    'account:jane@example.com',
    'mailto://jane@example.com',
    '[~jane@example.com]',
    'mailto:jane@example.co?',
    'mailto:jane@example.com?smith',
    'mailto:jane@example.com?subject=x&amp;cc=max',
    'user_email=anna@example.com',
    'email1=anna@example.com',
    'to=anna@example.com',
    'SRS0-9kPX=TT=localhost=jane@forwarder.example',
    'msprvs1=17abc=bounces@mailer.example',
    'list-return-jane=old.test-x@lists.example',
    'bounce+jane=old.test+tag@mailer.example',
    '%20jane@example.com',
    '=20jane@example.com',
    'jane%2Bnews@example.com',
    'j%C3%BCrgen@example.com',
    'jane&amp@example.com',
    'null',
    'n/a',
  ])('%j', (value) => {
    expect(read(value)).toBe('invalid');
  });

  it.each(['', '  ', '\u200b', '\n\u200e'])('%j, which holds nothing', (value) => {
    expect(read(value)).toBe('empty');
  });
});

describe('several', () => {
  it.each(['a@example.com, b@example.com', 'a@example.com b@example.com', 'a@example.com/b@example.com'])(
    'addresses in %j are several people',
    (value) => {
      expect(readAddress(value)).toEqual({ kind: 'several', emails: ['a@example.com', 'b@example.com'] });
    },
  );

  it.each([`max@example.org <${J}>`, `"max@example.org" <${J}>`, `max@example.org (mailto:${J})`])(
    'addresses stand where %j seems to name one person',
    (value) => {
      expect(readAddress(value)).toEqual({ kind: 'several', emails: ['max@example.org', J] });
    },
  );

  it('names before them do not hide any', () => {
    expect(readAddress(`Jane Doe <${J}>; Max <max@example.org>`)).toEqual({
      kind: 'several',
      emails: [J, 'max@example.org'],
    });
  });

  it('values are one person where all say the same, and nobody where one says something else', () => {
    expect(readAddresses([J, '', 'JANE@example.com'])).toEqual({ kind: 'address', email: J });
    expect(readAddresses([J, 'max@example.org'])).toMatchObject({ kind: 'several' });
    expect(readAddresses([J, 'see above'])).toEqual({ kind: 'invalid' });
    expect(readAddresses(['', ' '])).toEqual({ kind: 'empty' });
  });
});

// --- For ever

it('reads a changed address as the same, as the whole changed value, or as nobody', () => {
  fc.assert(
    fc.property(change, (one) => {
      const { address } = one;
      const value = changedAt(one);
      const said = readAddress(value);
      if (said.kind === 'several') throw new Error(`several in ${JSON.stringify(value)}`);
      if (said.kind !== 'address') return;
      const same = wholeAddress(address);
      if (same !== null && normalForm(said.email) === normalForm(same)) return;
      expect(said.email).toBe(dropped(value));
    }),
    { numRuns: runs(30_000, 3_000_000), ...SEED },
  );
});

it('reads an address only where all the rest is a decoration', () => {
  const part = fc.constantFrom(
    ...[J, 'max@example.org', 'Jane Doe', 'via', '<', '>', '(', ')', '[', ']', '|', '"', "'", ' ', ',', ';', '/', '\n'],
    ...['mailto:', 'E-mail:', 'x', '.', '?subject=x', '@', '-', '=', '%'],
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 7 }), (parts) => {
      const value = parts.join('');
      const said = readAddress(value);
      if (said.kind !== 'address') return;
      const left = value
        .split(said.email)
        .join(' ')
        .replace(/(?:mailto:|e-mail:|\?subject=x[^<>|"]*)/giu, ' ');
      // What is left are names before an angle bracket, pairs, and at most one mark.
      expect(left).not.toContain('@');
      expect(left.replace(/["'[(]?[\p{L}\s.,'-]*["'\])]?\s*<|[\s<>()[\]|"',;/.]/gu, '')).toBe('');
    }),
    { numRuns: runs(20_000, 1_000_000), ...SEED },
  );
});

it('takes as long as the value is, whatever is in it', () => {
  const units = ['a', '@', 'a@', '<', '<<', '("', '. ', 'a@b.example ', 'mailto:', 'E-mail:', '\u00ad', "'", '|', ',;'];
  const length = isLong ? 8_000_000 : 500_000;
  for (const unit of units) expect(['invalid', 'empty']).toContain(read(unit.repeat(length / unit.length)));
});
