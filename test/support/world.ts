/**
 * A local site with real servers in the place of its providers, for every test of a file.
 */
import { ProvidersServer } from './providers-server';
import { settings } from './settings';
import { settingsFile } from './settings-file';
import { LocalSite } from './site';

export interface World {
  readonly site: LocalSite;
  readonly providers: ProvidersServer;
  /** Sets the site up anew, with keys that nobody has refused yet, and with nothing paused. */
  readonly configure: (more: Parameters<typeof settings>[0]) => Promise<void>;
}

/** The world of a file's tests. The providers answer as documented again before each of them. */
export function worldOf(more: Parameters<typeof settings>[0] = {}, ...options: string[]): World {
  const made: { site?: LocalSite; providers?: ProvidersServer } = {};
  const must = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('the world is made before the first test');
    return part;
  };
  beforeAll(async () => {
    made.providers = await ProvidersServer.start();
    const file = settingsFile(settings(more));
    made.site = await LocalSite.start('--settings', file, ...made.providers.routes(), ...options);
  });
  afterAll(async () => {
    await made.site?.stop();
    await made.providers?.stop();
  });
  beforeEach(() => made.providers?.reset());
  return {
    get site() {
      return must(made.site);
    },
    get providers() {
      return must(made.providers);
    },
    async configure(more) {
      const site = must(made.site);
      const file = settings(more);
      const asked = [
        await site.admin('importSettings', { file }),
        await site.admin('pause', { paused: false }),
        ...(await Promise.all(file.connections.map((connection) => site.admin('saveConnection', { connection })))),
      ];
      for (const answer of asked) if (!answer.ok) throw new Error(answer.error.message);
      // What an earlier test left is taken up now, and not amid the next.
      await site.quiet();
    },
  };
}
