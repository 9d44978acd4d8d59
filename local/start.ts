/**
 * `npm start`: the app on the local Forge host, with a local Jira, simulated vendors and sample tickets.
 */
import { deadRoutes, readOptions, ROOT, USAGE } from './options';
import { buildScreens } from './screens';
import { openSite, SiteError } from './site';
import { DataInUseError } from './store';

const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

function explain(error: unknown): string {
  if (error instanceof SiteError || error instanceof DataInUseError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'The path given with --data is no folder. Choose another.';
  if (code === 'EADDRINUSE') return 'The port is taken. Choose another with --port, or let --port 0 pick one.';
  return `The local site could not start: ${message}`;
}

async function start(): Promise<void> {
  const { options, json, help } = readOptions(ROOT, process.argv.slice(2));
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  buildScreens(ROOT, tell);
  const site = await openSite(options);
  for (const route of await deadRoutes(options.routes))
    tell(`Nothing answers at ${route}. Erasures there will be tried again until something does.`);

  const end = () => {
    void site.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);

  const { jira, admin, erasures, trigger } = site;
  if (json)
    process.stdout.write(
      `${JSON.stringify({ ready: true, jira, admin, erasures, webTriggers: { erase: trigger }, pid: process.pid })}\n`,
    );
  else
    process.stdout.write(`
User Erasure for Jira runs on a local Forge host. Nothing leaves this machine.

  Jira, with sample tickets   ${jira}
  Settings of the app         ${admin}
  All erasures                ${erasures}
  Who is still at the vendors ${jira}/vendors

Open a ticket, choose Actions, Delete user. End with Ctrl+C.
`);
}

start().catch((error: unknown) => {
  tell(explain(error));
  process.exit(2);
});
