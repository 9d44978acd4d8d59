/**
 * `npm run forge:check`: Atlassian's own validator, linter and bundler over what is deployed. Their packages are installed
 * on demand by a lockfile of their own; nothing is sent anywhere. Whatever they say is a failure.
 */
const process = require('node:process');
const { execFileSync } = require('node:child_process');
const { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const HERE = module.path;
const ROOT = join(HERE, '../..');
const APP = join(ROOT, 'dist/forge');
/** What was hoped for, and what it must not grow beyond unnoticed. */
const GOALS = { kilobytes: 500, timeToLoad: 2 };
const MOST_KILOBYTES = 620;
const RUNS = 15;

if (!existsSync(join(HERE, 'node_modules')))
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], { cwd: HERE });
execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'ignore' });

const { getEntryPoints, getNodeBundler } = require('@forge/bundler');
const { ConfigFile, FileSystemReader, FileSystemWriter } = require('@forge/cli-shared');
const { lint } = require('@forge/lint');
const { validate } = require('@forge/manifest');

const silent = new Proxy({}, { get: () => () => undefined });
const statsig = { getDeprecatedRuntimes: () => Promise.resolve([]) };
const stub = { script: '', source: 'stub', version: 'stub' };
const runtime = {
  getNodeRuntimeWrapper: () => Promise.resolve(stub),
  getNodeRuntimeLoader: () => Promise.resolve(stub),
};

/** The permission linter asks for Atlassian's API descriptions on the network; it gets empty ones instead. */
function withoutNetwork() {
  const folder = mkdtempSync(join(tmpdir(), 'forge-check-'));
  const file = join(folder, 'swagger.json');
  writeFileSync(file, '{"paths":{}}');
  process.env.USE_LOCAL_SWAGGER = '1';
  for (const name of ['JIRA', 'JSM', 'JSW', 'CONF', 'CONF_V2', 'BB']) process.env[`LOCAL_${name}_SWAGGER`] = file;
  return folder;
}

const problems = [];
const said = (who, what) => problems.push(`${who}: ${what}`);

async function lintFolder(name, source) {
  const reader = new FileSystemReader();
  const manifest = await new ConfigFile(reader, new FileSystemWriter()).readConfig();
  const files = await reader.recursiveReadDir(source, ['.git', 'node_modules']);
  const results = await lint(files, manifest, 'development', silent, statsig, { linter: { mode: 'client-side' } });
  const words = [results].flat(3).flatMap((one) => [...(one.errors ?? []), ...(one.warnings ?? [])]);
  for (const { file, line, message } of words) said(`lint ${name}`, `${file}:${line} ${message}`);
  process.stdout.write(`lint ${name}: ${files.length} files, ${words.length} words\n`);
}

async function bundled(entryPoints) {
  const config = new ConfigFile(new FileSystemReader(), new FileSystemWriter());
  const bundler = getNodeBundler(silent, runtime, config, statsig);
  const { outputDir } = await bundler.bundle({ appDirectory: process.cwd(), entryPoints });
  return join(outputDir, `${entryPoints[0].name}.cjs`);
}

/** Loads a file in a process that has loaded nothing else, and says how many microseconds of a processor that took. */
const LOAD = `const before = process.cpuUsage(); require(process.argv[1]);
const { user, system } = process.cpuUsage(before); process.stdout.write(String(user + system));`;
const timeToLoad = (file) => Number(execFileSync(process.execPath, ['-e', LOAD, file], { encoding: 'utf8' }));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** What the server code is made of, in kB: our own rooms, and packages. */
function madeOf() {
  const { buildSync } = require(join(ROOT, 'node_modules/esbuild'));
  const built = { bundle: true, minify: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'] };
  const { metafile } = buildSync({
    ...built,
    ...{ absWorkingDir: ROOT, entryPoints: ['src/index.ts'], metafile: true, write: false, logLevel: 'error' },
  });
  const parts = new Map();
  for (const [path, { bytesInOutput }] of Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs),
  )) {
    const part = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.split('/').slice(0, 2).join('/');
    parts.set(part, (parts.get(part) ?? 0) + bytesInOutput / 1000);
  }
  const largest = [...parts].sort(([, a], [, b]) => b - a).slice(0, 12);
  return largest.map(([part, kilobytes]) => `${part} ${kilobytes.toFixed(0)}`).join(', ');
}

async function main() {
  const swagger = withoutNetwork();
  process.chdir(ROOT);
  await lintFolder('src', './src');
  const empty = await bundled([{ name: 'empty', path: join(ROOT, 'dev/bench/empty-app.ts') }]);

  process.chdir(APP);
  const { success, errors = [], warnings = [] } = await validate(false);
  for (const { message } of [...errors, ...warnings]) said('manifest', message);
  process.stdout.write(`manifest: ${success && errors.length === 0 ? 'valid' : 'not valid'}\n`);
  await lintFolder('dist/forge', './src');
  const config = new ConfigFile(new FileSystemReader(), new FileSystemWriter());
  const handlers = await config.getAppHandlers();
  const app = await bundled(getEntryPoints(handlers));
  const exported = require(app);
  for (const { func } of handlers) if (typeof exported[func] === 'undefined') said('bundle', `no handler ${func}`);

  const kilobytes = statSync(app).size / 1000;
  if (kilobytes > MOST_KILOBYTES) said('bundle', `${kilobytes.toFixed(0)} kB; ${MOST_KILOBYTES} at most`);
  timeToLoad(app);
  timeToLoad(empty);
  // In turns, so that whatever else the machine does befalls both.
  const ratios = Array.from({ length: RUNS }, () => timeToLoad(app) / timeToLoad(empty));
  const ratio = median(ratios);
  process.stdout.write(
    `bundle: ${kilobytes.toFixed(0)} kB (goal ${GOALS.kilobytes}; an empty app ${(statSync(empty).size / 1000).toFixed(0)} kB), ` +
      `${ratio.toFixed(2)} × its time to load (goal ${GOALS.timeToLoad}), ${handlers.length} handlers\n`,
  );
  if (kilobytes > GOALS.kilobytes || ratio > GOALS.timeToLoad) process.stdout.write(`made of, in kB: ${madeOf()}\n`);
  rmSync(swagger, { recursive: true, force: true });
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(problems.length === 0 ? 0 : 1);
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
