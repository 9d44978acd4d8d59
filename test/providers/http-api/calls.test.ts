/**
 * The call that an admin sets up: its kind of body, its headers, and what it holds besides the person.
 */
import { http } from '../../../src/providers/http';
import { person } from '../../support/people';
import { around, NOW, vendor } from '../../support/vendor';
import { erase, LEAST, wrong } from './asking';

const JANE = person('jane@example.com');
const DONE = { status: 204 };
const JSON_BODY = { method: 'POST', body: 'json', bodyTemplate: '{"e":"{{email}}"}' };
const FORM_BODY = { method: 'POST', body: 'form', bodyTemplate: 'e={{email}}' };

describe('the kind of body', () => {
  it.each([
    [JSON_BODY, 'application/json', 'application/json'],
    [
      { ...JSON_BODY, contentType: 'application/json; charset=utf-8' },
      'application/json; charset=utf-8',
      'application/json',
    ],
    [
      { ...JSON_BODY, contentType: 'application/vnd.api+json' },
      'application/vnd.api+json',
      'application/vnd.api+json, application/json',
    ],
    [
      { ...JSON_BODY, contentType: 'application/vnd.api+json', headers: 'Accept: application/hal+json' },
      'application/vnd.api+json',
      'application/hal+json',
    ],
    [FORM_BODY, 'application/x-www-form-urlencoded', 'application/json'],
    [
      { ...FORM_BODY, contentType: 'application/x-www-form-urlencoded;charset=UTF-8' },
      'application/x-www-form-urlencoded;charset=UTF-8',
      'application/json',
    ],
  ])('of %j is told as %s', async (settings, type, accept) => {
    const { asked } = await erase(settings, JANE, DONE);
    expect([asked[0]?.headers.get('content-type'), asked[0]?.headers.get('accept')]).toEqual([type, accept]);
  });

  it.each([
    [{ ...JSON_BODY, contentType: 'text/plain' }, 'application/json, a type that ends in +json'],
    [{ ...JSON_BODY, contentType: 'application/json\nX: 1' }, 'application/json, a type that ends in +json'],
    [{ ...JSON_BODY, contentType: 'application/x-www-form-urlencoded' }, 'fits another kind of body'],
    [{ ...FORM_BODY, contentType: 'application/vnd.api+json' }, 'fits another kind of body'],
    [{ contentType: 'application/json' }, 'fits another kind of body'],
    [{ headers: 'Content-Type: application/vnd.api+json' }, 'Content-Type have fields of their own'],
  ])('of %j is not saved', (settings, words) => {
    expect(wrong(settings)).toContain(words);
  });
});

it.each(['Host', 'cookie', 'Content-Length', 'Sec-Fetch-Mode', 'Proxy-Authorization', 'Via', 'TE'])(
  'a header %s is not saved',
  (name) => {
    expect(wrong({ headers: `${name}: x` })).toContain('cannot be set');
    expect(wrong({ auth: 'header', authName: name, authSecret: 'k' })).toContain('is no name of a header');
  },
);

it('sends every value of a header that is given several times', async () => {
  const { asked } = await erase({ headers: 'X-Tag: a\nx-tag: {{email}}' }, JANE, DONE);
  expect(asked[0]?.headers.get('x-tag')).toBe('a, jane@example.com');
});

describe('the time and an id of its own', () => {
  const settings = { ...LEAST, ...JSON_BODY, bodyTemplate: '{"at":"{{now}}","id":"{{uuid}}","e":"{{email}}"}' };

  it('are the same for another try of an erasure, and others for another erasure', async () => {
    const context = around(vendor());
    const sent: unknown[] = [];
    for (const [erasureId, status, later] of [
      ['e1', 503, 0],
      ['e1', 204, 86_400_000],
      ['e2', 204, 86_400_000],
    ] as const) {
      const api = vendor({ status });
      const opened = http.open(settings, { ...context, http: api.http, now: () => NOW + later });
      await opened.erase?.([{ ...JANE, erasureId }]);
      sent.push(JSON.parse(api.asked[0]?.body ?? ''));
    }
    const [first, again, other] = sent as { at: string; id: string }[];
    expect(first?.at).toBe('2026-11-22T10:00:00Z');
    expect(first?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(again).toEqual(first);
    expect(other?.at).toBe('2026-11-23T10:00:00Z');
    expect(other?.id).not.toBe(first?.id);
  });

  it('cost nothing that is kept, where the call holds no time', async () => {
    const opened = http.open(LEAST, around(vendor(DONE)));
    await opened.erase?.([JANE]);
    expect(opened.remembers('e1')).toBe(false);
  });
});

/** Settings as they were saved before there were other fields, and what is called by them. */
describe('a connection of before', () => {
  const BEFORE = {
    ...{ method: 'POST', url: 'https://api.example.com/v1/erase?by={{email.md5}}', headers: 'X-Tenant: 42' },
    ...{
      body: 'form',
      bodyTemplate: 'mail={{email}}\nref={{erasureId}}',
      auth: 'query',
      authName: 'key',
      authSecret: 'k',
    },
    ...{ timeoutSeconds: 10, deleted: '200, 204', deletedBody: '/status = deleted', accepted: '202', acceptedBody: '' },
    ...{ absent: '404', absentBody: 'unknown user' },
  };

  it('calls what it called', async () => {
    expect(wrong(BEFORE)).toBe('');
    const { outcome, asked } = await erase(BEFORE, JANE, { status: 200, body: { status: 'deleted' } });
    expect(outcome).toEqual({ kind: 'deleted' });
    expect(asked.map(({ method, url, headers, body }) => [method, url.href, headers.get('x-tenant'), body])).toEqual([
      [
        'POST',
        'https://api.example.com/v1/erase?by=9e26471d35a78862c17e467d87cddedf&key=k',
        '42',
        'mail=jane%40example.com&ref=e1',
      ],
    ]);
  });

  it.each([
    [{ status: 204 }, 'refused'],
    [{ status: 202 }, 'accepted'],
    [{ status: 404, body: { message: 'unknown user' } }, 'absent'],
    [{ status: 404 }, 'refused'],
  ])('reads %j as %s', async (reply, kind) => {
    expect((await erase(BEFORE, JANE, reply)).outcome?.kind).toBe(kind);
  });
});
