/**
 * A local site with real servers in the place of its providers, for every test of a file.
 */
import { ProvidersServer } from './providers-server';
import { settings, settingsFile } from './settings';
import { LocalSite } from './site';

export interface World {
  readonly site: LocalSite;
  readonly providers: ProvidersServer;
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
  };
}
