/**
 * Options that npm took for its own: `npm start --port 0` sets npm's option `port`, and hands on the `0` alone.
 */

/** What each option is shown with where it is not known what was given. */
const SHOWN: Readonly<Record<string, string | null>> = {
  port: 'N',
  data: 'DIR',
  settings: 'FILE',
  route: 'https://host=http://127.0.0.1:N',
  strict: null,
  json: null,
  'schedule-speed': 'N',
  seed: 'N',
  'jira-latency': 'MS',
};

/**
 * How the command was meant, where npm took options of it; null where it took none.
 * @param argv what npm left
 */
export function meantFor(environment: NodeJS.ProcessEnv, argv: readonly string[]): string | null {
  if (environment['npm_lifecycle_event'] !== 'start') return null;
  const given = (name: string) => environment[`npm_config_${name.replaceAll('-', '_')}`];
  const taken = Object.keys(SHOWN).filter((name) => given(name) !== undefined);
  if (taken.length === 0) return null;
  const takingValues = taken.filter((name) => SHOWN[name] !== null && given(name) === 'true');
  // Which of several values belongs to which option, npm does not tell.
  const left = takingValues.length === 1 && argv.length === 1 ? argv[0] : undefined;
  const options = taken.map((name) => {
    const shown = SHOWN[name];
    if (shown == null) return `--${name}`;
    return `--${name} ${(given(name) === 'true' ? left : given(name)) ?? shown}`;
  });
  const names = taken.map((name) => `--${name}`).join(' and ');
  return `npm took ${names} for itself: options stand behind --, as in npm start -- ${options.join(' ')}`;
}
