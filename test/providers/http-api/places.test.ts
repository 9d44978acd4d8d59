/**
 * No address and no name leaves the place in a call where it stands, whatever it is made of.
 */
import fc from 'fast-check';
import { parseEmail } from '../../../src/core/person/email';
import type { Subject } from '../../../src/providers/kit';
import { email, person } from '../../support/people';
import { runs } from '../../support/runs';
import type { Asked } from '../../support/vendor';
import { erase } from './asking';

const DONE = { status: 204 };
const ENDS_QUOTES = { kind: 'refused', reason: 'ends-quotes' };

/** Half of a character is written as what stands for any that cannot be. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** Addresses of letters, marks and digits of any script, with every sign that may stand in one. */
const addresses = fc
  .tuple(
    fc.array(
      fc.oneof(fc.constantFrom(...Array.from(`aZ9._-+'&%=/~üßжあ`)), fc.string({ unit: 'grapheme', maxLength: 1 })),
      {
        minLength: 1,
        maxLength: 20,
      },
    ),
    fc.constantFrom('example.com', 'exämple.example', 'EXAMPLE.test'),
  )
  .map(([local, domain]) => parseEmail(`${local.join('')}@${domain}`))
  .filter((found) => found !== null);
/** Names are whatever somebody typed. */
const names = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .array(fc.constantFrom(...Array.from(`'"\`\\%&=?#/{}<>; \r\n\0ʼ＇`), '{{email}}', '$&', '\ud800'), {
      maxLength: 12,
    })
    .map((all) => all.join('')),
);
const people = fc
  .record({ email: addresses, firstname: names, lastname: names })
  .map((known): Subject => ({ ...known, erasureId: 'e-1' }));

/** Every person is called with what they are called, or nobody is. */
async function stays(settings: object, holds: (request: Asked, subject: Subject) => void): Promise<void> {
  let called = 0;
  await fc.assert(
    fc.asyncProperty(people, async (subject) => {
      const { outcome, asked } = await erase({ method: 'POST', ...settings }, subject, DONE);
      if (asked.length === 0) {
        expect(outcome?.kind).toBe('refused');
        return;
      }
      called += 1;
      const [request] = asked;
      if (request !== undefined) holds(request, subject);
    }),
    { numRuns: runs(100, 5000) },
  );
  expect(called).toBeGreaterThan(0);
}

describe('stays in its place, whatever it is made of:', () => {
  it('a segment of a path', async () => {
    await stays({ url: 'https://api.example.com/v1/{{email}}/erase' }, ({ url }, { email: written }) => {
      expect(url.origin).toBe('https://api.example.com');
      const [, version, segment = '', last, ...more] = url.pathname.split('/');
      expect([version, decodeURIComponent(segment), last, more, url.search, url.hash]).toEqual([
        'v1',
        written,
        'erase',
        [],
        '',
        '',
      ]);
    });
  });

  it('a parameter, of several of one name', async () => {
    await stays(
      { url: 'https://api.example.com/?m=1&m={{email}}&n={{firstname}}{{lastname}}&m=3' },
      ({ url }, { email: written, firstname = '', lastname = '' }) => {
        expect([...url.searchParams]).toEqual([
          ['m', '1'],
          ['m', written],
          ['n', firstname + lastname],
          ['m', '3'],
        ]);
        expect(url.hash).toBe('');
      },
    );
  });

  it('a text in JSON', async () => {
    const bodyTemplate = '{"a":["{{email}}",{"b":"{{firstname}} {{lastname}}"}],"c":1}';
    await stays({ body: 'json', bodyTemplate }, ({ body }, { email: written, firstname = '', lastname = '' }) => {
      expect(JSON.parse(body)).toEqual({ a: [written, { b: `${firstname} ${lastname}` }], c: 1 });
    });
  });

  it('a field of a form, of several of one name', async () => {
    const bodyTemplate = 'm=1\nm={{email}}\nn={{lastname}}\nm=3';
    await stays({ body: 'form', bodyTemplate }, ({ body }, { email: written, lastname = '' }) => {
      expect([...new URLSearchParams(body)]).toEqual([
        ['m', '1'],
        ['m', written],
        ['n', wellFormed(lastname)],
        ['m', '3'],
      ]);
    });
  });

  it('a header', async () => {
    await stays({ headers: 'X-A: {{email}}\nX-B: <{{lastname}}>' }, ({ headers }, { lastname = '' }) => {
      expect([...headers.keys()].sort()).toEqual(['accept', 'x-a', 'x-b']);
      // eslint-disable-next-line no-control-regex -- exactly these are left out
      const plain = lastname.replace(/[\u0000-\u001f\u007f]/g, '');
      if (/^[ -~]*$/.test(plain)) expect(headers.get('x-b')).toBe(`<${plain}>`);
    });
  });

  /** What stands in a filter between its quotes, as an API reads it that takes marks doubled, or behind a backslash. */
  const LANGUAGES = {
    doubled: {
      filter: /^mail eq '((?:[^']|'')*)' or name eq '((?:[^']|'')*)'$/,
      read: (text = '') => text.replaceAll("''", "'"),
    },
    backslashed: {
      filter: /^mail eq '((?:[^'\\]|\\['\\])*)' or name eq '((?:[^'\\]|\\['\\])*)'$/,
      read: (text = '') => text.replace(/\\(.)/g, '$1'),
    },
    // Nobody said how: none of the two languages is told anything else.
    none: { filter: /^mail eq '([^'\\]*)' or name eq '([^'\\]*)'$/, read: (text = '') => text },
  } as const;
  const FILTER = "mail eq '{{email}}' or name eq '{{lastname}}'";

  for (const quotes of ['doubled', 'backslashed', 'none'] as const) {
    const holds = (text: string | null, { email: written, lastname }: Subject) => {
      const { filter, read } = LANGUAGES[quotes];
      const [, mail, name] = filter.exec(text ?? '') ?? [];
      expect([read(mail), wellFormed(read(name))]).toEqual([written, wellFormed(lastname ?? '')]);
    };

    it(`a filter in a parameter, its marks ${quotes}`, async () => {
      await stays({ quotes, url: `https://api.example.com/?$filter=${FILTER}&x='` }, ({ url }, subject) => {
        expect([...url.searchParams.keys()]).toEqual(['$filter', 'x']);
        holds(url.searchParams.get('$filter'), subject);
      });
    });

    it(`a filter in a parameter that is encoded already, its marks ${quotes}`, async () => {
      const url = `https://api.example.com/?q=${FILTER.replaceAll("'", '%27').replaceAll(' ', '%20')}`;
      await stays({ quotes, url }, (request, subject) => {
        holds(request.url.searchParams.get('q'), subject);
      });
    });

    it(`a filter in JSON and in a form, its marks ${quotes}`, async () => {
      const bodyTemplate = JSON.stringify({ q: FILTER });
      await stays({ quotes, body: 'json', bodyTemplate }, ({ body }, subject) => {
        holds((JSON.parse(body) as { q: string }).q, subject);
      });
      await stays({ quotes, body: 'form', bodyTemplate: `q=${FILTER}` }, ({ body }, subject) => {
        holds(new URLSearchParams(body).get('q'), subject);
      });
    });
  }
});

describe('between quotation marks', () => {
  const PATH = "https://api.example.com/Users(mail='{{email}}')";
  const QUERY = "https://api.example.com/Users?$filter=mail eq '{{email}}'";
  const SQL = { method: 'POST', url: 'https://api.example.com/q', body: 'json' };

  it.each<[string, object, (asked: Asked) => string | null, string]>([
    [
      'OData in the query',
      { quotes: 'doubled', url: QUERY },
      ({ url }) => url.searchParams.get('$filter'),
      "mail eq 'o''neil@example.com'",
    ],
    [
      'OData in the path',
      { quotes: 'doubled', url: PATH },
      ({ url }) => decodeURIComponent(url.pathname),
      "/Users(mail='o''neil@example.com')",
    ],
    [
      'SOQL',
      {
        quotes: 'backslashed',
        url: "https://api.example.com/query?q=SELECT Id FROM Contact WHERE Email = '{{email}}'",
      },
      ({ url }) => url.searchParams.get('q'),
      "SELECT Id FROM Contact WHERE Email = 'o\\'neil@example.com'",
    ],
    [
      'SQL in JSON',
      { ...SQL, quotes: 'doubled', bodyTemplate: '{"sql":"delete from u where mail = \'{{email}}\'"}' },
      ({ body }) => (JSON.parse(body) as { sql: string }).sql,
      "delete from u where mail = 'o''neil@example.com'",
    ],
    // No mark of this kind ends a text between others.
    [
      'GraphQL',
      { ...SQL, quotes: 'backslashed', bodyTemplate: '{"query":"mutation { erase(mail: \\"{{email}}\\") }"}' },
      ({ body }) => (JSON.parse(body) as { query: string }).query,
      'mutation { erase(mail: "o\'neil@example.com") }',
    ],
    [
      'an apostrophe in prose',
      { headers: "X-Why: the person's wish: {{email}}" },
      ({ headers }) => headers.get('x-why'),
      "the person's wish: o'neil@example.com",
    ],
    [
      'a header',
      { quotes: 'doubled', headers: "X-If: mail='{{email}}'" },
      ({ headers }) => headers.get('x-if'),
      "mail='o''neil@example.com'",
    ],
  ])('an apostrophe is written for %s', async (_, settings, read, text) => {
    const { outcome, asked } = await erase(settings, person("o'neil@example.com"), DONE);
    expect(outcome).toEqual({ kind: 'deleted' });
    expect(asked.map(read)).toEqual([text]);
  });

  it.each<[string, object]>([
    ["o'neil@example.com", { url: QUERY }],
    ["x'or'1@example.com", { url: QUERY }],
    ["o'neil@example.com", { url: PATH }],
    // One language inside another: what the inner one escapes the outer one reads again.
    ["o'neil@example.com", { quotes: 'doubled', url: 'https://api.example.com/?q={"where":"mail=\'{{email}}\'"}' }],
    // Letters that some databases turn into an apostrophe.
    ['oʼneil@example.com', { quotes: 'doubled', url: QUERY }],
  ])('%s is not called, with the reason, by %j', async (written, settings) => {
    const { outcome, asked } = await erase(settings, person(written));
    expect([outcome, asked]).toEqual([ENDS_QUOTES, []]);
  });

  it('others are called as they are', async () => {
    const { asked } = await erase({ url: QUERY }, person('jane+x@example.com'), DONE);
    expect(asked[0]?.url.searchParams.get('$filter')).toBe("mail eq 'jane+x@example.com'");
    expect(asked[0]?.url.href).toContain('mail%20eq%20%27jane');
  });
});

describe('an address is written', () => {
  const JURGEN: Subject = { email: email('Jürgen@Exämple.example'), erasureId: 'e-1' };
  const url =
    'https://api.example.com/?a={{email}}&l={{email.lower}}&m={{email.md5}}&s={{email.sha1}}&h={{email.sha256}}&b={{email.base64}}';
  const of = async (settings: object) => {
    const { asked } = await erase({ url, ...settings }, JURGEN, DONE);
    return Object.fromEntries(asked[0]?.url.searchParams ?? []);
  };

  // Hashes by `printf %s 'jürgen@exämple.example' | md5sum` and the like.
  it('as it stands, and hashed lower-cased as it stands', async () => {
    expect(await of({})).toEqual({
      a: 'Jürgen@Exämple.example',
      l: 'jürgen@exämple.example',
      m: '3062ad401cc8891bfceffe691916d14e',
      s: '4ae58dcc72c3548a275524f7d64653523e37353d',
      h: '9b3c7cb2ac5f5122f3bb9b5f78df05773cbf8b062187297c392e0565259fd1f6',
      b: 'asO8cmdlbkBleMOkbXBsZS5leGFtcGxl',
    });
  });

  it('with its domain in ASCII, where the API knows it so', async () => {
    expect(await of({ asciiDomain: true })).toEqual({
      a: 'Jürgen@xn--exmple-cua.example',
      l: 'jürgen@xn--exmple-cua.example',
      m: '57f910c2397a25a183eeaf5caf994b4e',
      s: 'bdb936d73a5e829179814e980763b4a3a363a52d',
      h: 'f9dc71fb46037c99f8071374375f2ceb3bdc50c859a691b39837852b6fc37471',
      b: 'asO8cmdlbkB4bi0tZXhtcGxlLWN1YS5leGFtcGxl',
    });
  });
});
