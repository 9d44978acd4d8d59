/**
 * Starts the processes that a throughput is measured with, on loopback, and ends them.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realFetch } from '../rig/real-fetch';
import { REAL } from '../rig/time';
import { flowFor } from './node-red-flow';

const STARTS_WITHIN = 60_000;

export interface Running {
  readonly origin: string;
  /** The most memory that the process had, in megabytes. */
  readonly peakMemory: () => number;
  readonly stop: () => void;
}

/** The most memory that a process had, as Linux says. */
export function peakMemoryOf(pid: number | undefined): number {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1000;
}

const runningAs = (child: ChildProcess, origin: string): Running => ({
  origin,
  peakMemory: () => peakMemoryOf(child.pid),
  stop: () => child.kill('SIGKILL'),
});

/** Jira and the vendors. @param root the project's folder */
export function startWorld(root: string): Promise<Running> {
  const args = ['--import', 'tsx', join(root, 'dev/bench/peers/world.ts')];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', () => {
      reject(new Error('The local Jira did not start.'));
    });
    child.stdout.once('data', (line: Buffer) => {
      resolve(runningAs(child, line.toString().trim()));
    });
  });
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });

/** Installs Node-RED by its own lockfile where it is not there yet, and starts it without its editor. */
export async function startNodeRed(root: string, world: string): Promise<Running> {
  const home = join(root, 'dev/bench/peers');
  if (!existsSync(join(home, 'node_modules/node-red')))
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--workspaces=false'], {
      cwd: home,
      stdio: 'ignore',
    });
  const folder = mkdtempSync(join(tmpdir(), 'node-red-'));
  const port = await freePort();
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(flowFor(world)));
  writeFileSync(
    join(folder, 'settings.js'),
    `module.exports = { uiHost: '127.0.0.1', uiPort: ${String(port)}, httpAdminRoot: false, flowFile: 'flows.json',
      userDir: ${JSON.stringify(folder)}, logging: { console: { level: 'off' } }, telemetry: { enabled: false } };`,
  );
  const args = [join(home, 'node_modules/node-red/red.js'), '--settings', join(folder, 'settings.js')];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
  const origin = `http://127.0.0.1:${String(port)}`;
  const running = runningAs(child, origin);
  const giveUp = REAL.now() + STARTS_WITHIN;
  for (;;) {
    // Any answer will do: this path has no flow.
    const isUp = await realFetch(`${origin}/up`).then(
      () => true,
      () => false,
    );
    // The flow's own path answers once it is deployed.
    const isDeployed = isUp && (await realFetch(`${origin}/erase`, { method: 'OPTIONS' })).headers.has('allow');
    if (isDeployed) break;
    if (child.exitCode !== null || REAL.now() > giveUp) throw new Error('Node-RED did not start.');
    await REAL.wait(100);
  }
  return {
    ...running,
    stop: () => {
      running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
