/**
 * What npm makes of options that stand before `--`, as npm 9 to 11 hand it on, and how it was meant.
 */
import { USAGE } from '../../dev/local/options';
import { meantFor } from '../../dev/local/taken-by-npm';

const start = (given: Record<string, string>, ...argv: string[]) =>
  meantFor({ npm_lifecycle_event: 'start', npm_command: 'start', ...given }, argv);

it.each<[string, string | null, string]>([
  ['--port 0', start({ npm_config_port: 'true' }, '0'), 'npm start -- --port 0'],
  ['--port=0', start({ npm_config_port: '0' }), 'npm start -- --port 0'],
  ['--data ./d', start({ npm_config_data: 'true' }, './d'), 'npm start -- --data ./d'],
  ['--json', start({ npm_config_json: 'true' }), 'npm start -- --json'],
  ['--port 0 --json', start({ npm_config_port: 'true', npm_config_json: 'true' }, '0'), 'npm start -- --port 0 --json'],
  ['--schedule-speed 9', start({ npm_config_schedule_speed: 'true' }, '9'), 'npm start -- --schedule-speed 9'],
  ['--port', start({ npm_config_port: 'true' }), 'npm start -- --port N'],
])('says how npm start %s is meant', (_, said, meant) => {
  expect(said).toMatch(/^npm took --.* for itself: options stand behind --, as in /);
  expect(said?.endsWith(` ${meant}`)).toBe(true);
});

it('does not guess which of two values belongs where', () => {
  const said = start({ npm_config_data: 'true', npm_config_port: 'true' }, '0', 'd');
  expect(said).toBe(
    'npm took --port and --data for itself: options stand behind --, as in npm start -- --port N --data DIR',
  );
});

it('knows every option there is', () => {
  const names = [...USAGE.matchAll(/--([a-z-]+) (?:N|DIR|FILE|MS|A=B)\b/g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(6);
  for (const name of names)
    expect(start({ [`npm_config_${name.replaceAll('-', '_')}`]: 'true' }, 'x')).toContain(`--${name} x`);
});

it('says nothing where npm took nothing, or was asked for something else', () => {
  expect(start({}, '--port', '0')).toBeNull();
  expect(meantFor({ npm_config_port: '0' }, [])).toBeNull();
  expect(meantFor({ npm_lifecycle_event: 'test', npm_config_json: 'true' }, [])).toBeNull();
});
