/**
 * What can be said on the command line, and what is wrong with it.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LENIENT, STRICT, stricter } from '../platform/strictness';
import { SiteError, type SiteOptions } from './site';

export const USAGE = `npm start -- [--port N] [--data DIR] [--settings FILE] [--route https://host=http://127.0.0.1:N]... [--strict] [--json]
  --port N         the port of the local Jira (default 8080; 0 picks one)
  --data DIR       keep everything in this folder (default: in memory, gone at the end)
  --settings FILE  a settings file, whose hosts count as allowed (default: the sample site's settings)
  --route A=B      send an allowed https host to a loopback server (default: the simulated vendors)
  --strict         as Atlassian's cloud: indexes lag, events come late and twice now and then, and quotas are counted
  --json           print one line of JSON when ready
  --schedule-speed N, --seed N, --jira-latency MS   for tests and benchmarks`;

function readSettings(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new SiteError(`The settings file ${file} cannot be read. Check the path given with --settings.`);
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    // The parser's own words quote the file, which may hold secrets.
    throw new SiteError(`The settings file ${file} is no JSON. Correct it and start again.`);
  }
}

function readRoute(route: string): [string, string] {
  const [from = '', to = ''] = route.split(/=(?=https?:)/);
  if (!URL.canParse(from) || !URL.canParse(to))
    throw new SiteError(`--route ${route} is not of the form https://host=http://127.0.0.1:PORT.`);
  const [source, target] = [new URL(from), new URL(to)];
  if (source.protocol !== 'https:')
    throw new SiteError(`--route ${route}: the app calls https hosts only, not ${from}.`);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(target.hostname))
    throw new SiteError(`--route ${route}: a route leads to a loopback server, such as http://127.0.0.1:9000.`);
  return [decodeURIComponent(source.origin), target.origin];
}

function numberOf(name: string, text: string | undefined, fallback: number, most: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isFinite(value) || value < 0 || value > most)
    throw new SiteError(`--${name} takes a number from 0 to ${String(most)}.`);
  return value;
}

/** Reads the command line. @throws SiteError */
export function readOptions(
  root: string,
  argv: readonly string[],
): { options: SiteOptions; json: boolean; help: boolean } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        ...{
          port: text,
          data: text,
          settings: text,
          route: { type: 'string', multiple: true },
          json: flag,
          strict: flag,
          help: flag,
        },
        ...{ 'schedule-speed': text, seed: text, 'jira-latency': text },
      },
    });
    if (values.data === '') throw new SiteError('--data takes a folder.');
    const options: SiteOptions = {
      root,
      port: numberOf('port', values.port, 8080, 65_535),
      data: values.data ?? null,
      ...(values.settings === undefined ? {} : { settings: readSettings(values.settings) }),
      routes: new Map((values.route ?? []).map(readRoute)),
      strictness: stricter(values.strict ? STRICT : LENIENT, { seed: numberOf('seed', values.seed, 1, 2 ** 31) }),
      scheduleSpeed: Math.max(0.02, numberOf('schedule-speed', values['schedule-speed'], 1, 3000)),
      jiraLatency: numberOf('jira-latency', values['jira-latency'], 0, 60_000),
    };
    return { options, json: values.json, help: values.help };
  } catch (error) {
    if (error instanceof SiteError) throw error;
    throw new SiteError(`${error instanceof Error ? error.message : 'The options cannot be read.'}\n\n${USAGE}`);
  }
}

/** The routes whose server does not answer at this moment. */
export async function deadRoutes(routes: ReadonlyMap<string, string>): Promise<string[]> {
  const probe = (target: string) =>
    new Promise<boolean>((resolve) => {
      const { hostname, port } = new URL(target);
      const socket = connect({
        host: hostname.replace(/^\[|\]$/g, ''),
        port: Number(port === '' ? 80 : port),
        timeout: 500,
      });
      const settle = (isAlive: boolean) => {
        socket.destroy();
        resolve(isAlive);
      };
      socket
        .once('connect', () => {
          settle(true);
        })
        .once('error', () => {
          settle(false);
        })
        .once('timeout', () => {
          settle(false);
        });
    });
  const checked = await Promise.all(
    [...routes].map(async ([from, to]) => ((await probe(to)) ? null : `${from} → ${to}`)),
  );
  return checked.filter((route) => route !== null);
}

export const ROOT = join(__dirname, '../..');
