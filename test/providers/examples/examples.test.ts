/**
 * Three vendors written on the kit, as an inheritor would write them.
 */
import { person } from '../../support/people';
import { around, type Scripted, vendor } from '../../support/vendor';
import { conformance } from '../conformance';
import { hubspot } from './hubspot';
import { mailchimp } from './mailchimp';
import { zendesk } from './zendesk';

const SECRET = 'canary-secret-7f3e9a11';
const MAILCHIMP = { apiKey: `${SECRET}-us21`, audiences: ['aud1'] };
const ZENDESK = { subdomain: 'example', agent: 'admin@example.com', apiToken: SECRET };

conformance(hubspot, { accessToken: SECRET });
conformance(mailchimp, MAILCHIMP);
conformance(zendesk, ZENDESK);

const users = (...emails: string[]): Scripted => ({
  status: 200,
  body: { users: emails.map((email, index) => ({ id: index + 1, email })), count: emails.length },
});

describe('Zendesk', () => {
  const attempt = async (reach: ReturnType<typeof around> | null, ...replies: Scripted[]) => {
    const api = vendor(...replies);
    const context = { ...(reach ?? around(api)), http: api.http };
    const outcomes = await zendesk.open(ZENDESK, context).erase?.([person('jane@example.com')]);
    expect(api.left()).toBe(0);
    return { outcome: outcomes?.[0], context, paths: api.asked.map(({ method, url }) => `${method} ${url.pathname}`) };
  };

  it('touches nobody but the person, whoever else a search answers with', async () => {
    const { outcome, paths } = await attempt(
      null,
      users('jane@example.com.test', 'JANE@example.com', 'janet@example.com'),
      { status: 200, body: { id: 2 } },
      { status: 200, body: { id: 2 } },
    );
    expect(outcome).toEqual({ kind: 'deleted' });
    expect(paths.slice(1)).toEqual(['DELETE /api/v2/users/2.json', 'DELETE /api/v2/deleted_users/2.json']);
    expect((await attempt(null, users('janet@example.com'))).outcome).toEqual({ kind: 'absent' });
  });

  it('deletes nobody where more than twenty carry the address', async () => {
    const many = users(...Array.from({ length: 21 }, () => 'jane@example.com'));
    expect((await attempt(null, many)).outcome).toEqual({ kind: 'refused', reason: 'unexpected-reply' });
  });

  it('goes on with the user whom it deleted softly, and says deleted', async () => {
    const softly: Scripted[] = [users('jane@example.com'), { status: 200, body: { id: 1 } }];
    const first = await attempt(null, ...softly, { status: 503 });
    expect(first.outcome).toMatchObject({ kind: 'retry', reason: 'server-error' });
    const second = await attempt(first.context, { status: 404 }, { status: 200, body: { id: 1 } });
    expect(second.outcome).toEqual({ kind: 'deleted' });
    expect(second.paths).toEqual(['DELETE /api/v2/users/1.json', 'DELETE /api/v2/deleted_users/1.json']);
  });

  it('takes nobody for absent where what was begun is not known any more', async () => {
    const api = vendor(users());
    const begun = { ...person('jane@example.com'), isBegun: true };
    expect(await zendesk.open(ZENDESK, around(api)).erase?.([begun])).toEqual([
      { kind: 'refused', reason: 'unexpected-reply' },
    ]);
  });
});

describe('Mailchimp', () => {
  const settings = { ...MAILCHIMP, audiences: ['aud1', 'aud2'] };

  it('is asked for every audience by the hash of the lower-cased address', async () => {
    const api = vendor({ status: 204 }, { status: 404 });
    const outcomes = await mailchimp.open(settings, around(api)).erase?.([person('Jane@example.com')]);
    expect(outcomes).toEqual([{ kind: 'deleted' }]);
    expect(api.asked.map(({ url }) => url.pathname)).toEqual([
      '/3.0/lists/aud1/members/9e26471d35a78862c17e467d87cddedf/actions/delete-permanent',
      '/3.0/lists/aud2/members/9e26471d35a78862c17e467d87cddedf/actions/delete-permanent',
    ]);
  });

  it('remembers the audience that it deleted from, where the next one fails', async () => {
    const first = vendor({ status: 204 }, { status: 503 });
    const reach = around(first);
    expect(await mailchimp.open(settings, reach).erase?.([person('jane@example.com')])).toMatchObject([
      { kind: 'retry' },
    ]);
    const second = vendor({ status: 404 });
    const again = mailchimp.open(settings, { ...reach, http: second.http });
    expect(await again.erase?.([person('jane@example.com')])).toEqual([{ kind: 'deleted' }]);
    expect(second.asked[0]?.url.pathname).toContain('/aud2/');
  });
});
