/**
 * `npm start`: the app on the local Forge host, with a local Jira, simulated vendors and sample tickets.
 */
import { DataFolderError, makeUsable } from './data-folder';
import { deadRoutes, readOptions, ROOT, USAGE } from './options';
import { buildScreens } from './screens';
import { openSite, SiteError } from './site';
import { meantFor } from './taken-by-npm';

const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

function explain(error: unknown): string {
  if (error instanceof SiteError || error instanceof DataFolderError) return error.message;
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
  const another = 'Choose another, as in npm start -- --port 9000, or let --port 0 pick one.';
  if (code === 'EADDRINUSE') return `Port ${String(port)} is taken. ${another}`;
  if (code === 'EACCES' && port !== undefined)
    return `Port ${String(port)} may not be used by this account. ${another}`;
  return `The local site could not start: ${message}`;
}

async function start(): Promise<void> {
  const argv = process.argv.slice(2);
  const meant = meantFor(process.env, argv);
  if (meant !== null) throw new SiteError(meant);
  const { options, json, help } = readOptions(ROOT, argv);
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  // Building takes its time: what stands in the way is said before.
  if (options.data !== null) makeUsable(options.data);
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
