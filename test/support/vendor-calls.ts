/**
 * A provider with settings, over a scripted vendor: what it says, and what it sent to the byte.
 */
import type { Provider } from '../../src/providers/kit';
import { person } from './people';
import { around, type Asked, type Scripted, vendor } from './vendor';

/** A secret that must never come out of a provider. */
export const SECRET = 'canary-secret-7f3e9a11';

/** A call as it goes over the wire, without the headers that every call has. */
export interface Sent {
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const EVERY_CALL = { accept: 'application/json', 'content-type': 'application/json' };

const sentAs = ({ method, url, headers, body }: Asked): Sent => ({
  line: `${method} ${url.href}`,
  headers: Object.fromEntries(
    [...headers].filter(([name, value]) => (EVERY_CALL as Readonly<Record<string, string>>)[name] !== value),
  ),
  body,
});

/** `Authorization: Basic …` as it has to be. */
export const basicOf = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

/** @param settings of a connection */
export const calling = (provider: Provider, settings: Readonly<Record<string, unknown>>) => {
  const reach = around(vendor());
  async function asked<T>(
    replies: readonly Scripted[],
    what: (opened: ReturnType<Provider['open']>) => Promise<T> | undefined,
  ): Promise<{ said: T | undefined; sent: Sent[] }> {
    const api = vendor(...replies);
    const said = await what(provider.open(settings, { ...reach, http: api.http }));
    expect(api.left()).toBe(0);
    return { said, sent: api.asked.map(sentAs) };
  }
  return {
    /** Erases; a second call goes on with what the first one remembered. */
    erase: (emails: string | readonly string[], ...replies: Scripted[]) =>
      asked(replies, async ({ erase }) => {
        const outcomes = (await erase?.([emails].flat().map(person))) ?? [];
        return typeof emails === 'string' ? outcomes[0] : outcomes;
      }),
    look: (email: string, ...replies: Scripted[]) => asked(replies, ({ look }) => look?.(person(email))),
    followUp: (email: string, ...replies: Scripted[]) => asked(replies, (opened) => opened.followUp?.(person(email))),
    test: (...replies: Scripted[]) => asked(replies, (opened) => opened.test()),
  };
};
