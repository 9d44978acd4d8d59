/**
 * The folder in which a local site keeps everything: made where it is missing, and worked in by one site at a time.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Why a folder cannot be used, in words for whoever named it. */
export class DataFolderError extends Error {
  override name = 'DataFolderError' as const;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** One folder after the other: where the system says that one can never be there, as under /proc, Node's own `recursive` tries for ever. */
function make(folder: string): void {
  if (isFolder(folder)) return;
  if (dirname(folder) !== folder) make(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else may have made it in this moment.
    if (!isFolder(folder)) throw error;
  }
}

const WRONG: Readonly<Record<string, string>> = {
  EEXIST: 'is no folder',
  ENOTDIR: 'is no folder',
  EROFS: 'is on a disk that is read-only',
  ENOSPC: 'is on a disk that is full',
};

/** Makes the folder where it is missing, and tries whether files can be made in it. @throws DataFolderError */
export function makeUsable(folder: string): void {
  const path = resolve(folder);
  try {
    make(path);
    rmdirSync(mkdtempSync(join(path, 'try-')));
  } catch (error) {
    const wrong = WRONG[codeOf(error)] ?? `cannot be written to (${codeOf(error)})`;
    throw new DataFolderError(`The data folder ${path} ${wrong}. Choose another with --data.`);
  }
}

/** How long whoever has the folder may take to say who they are. */
const PATIENCE = 1000;

/** The process that answers for the folder; null: nobody does, empty: it has no time to say. */
function holderAt(address: string): Promise<string | null> {
  return new Promise((tell) => {
    let said = '';
    const socket = connect(address);
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.on('data', (chunk) => (said += chunk.toString()));
    socket.once('error', (error) => tell(['ECONNREFUSED', 'ENOENT'].includes(codeOf(error)) ? null : said));
    socket.once('close', () => tell(said));
  });
}

function listenAt(address: string): Promise<Server | null> {
  const server = createServer((socket) => {
    // Whoever asked may have gone.
    socket.on('error', () => undefined);
    socket.end(String(process.pid), () => socket.destroy());
  });
  // Only what the site itself listens for keeps the process alive.
  server.unref();
  return new Promise((done, fail) => {
    server.once('error', (error) => (codeOf(error) === 'EADDRINUSE' ? done(null) : fail(error)));
    server.listen(address, () => done(server));
  });
}

/**
 * Where the lock of a folder is: something that the system itself takes from a process that ends, however it ends. The
 * number of a process would not do, because the next one may get it.
 */
export function lockAddress(folder: string, platform: NodeJS.Platform = process.platform): string {
  const name = `user-erasure-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 24)}`;
  if (platform === 'linux') return `\0${name}`;
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

const isFile = (address: string): boolean => address.endsWith('.sock');

/**
 * Takes a lock, or tells who has it.
 * @returns a function that gives it back
 * @throws DataFolderError
 */
export async function takeLock(address: string, folder: string): Promise<() => Promise<void>> {
  let server = await listenAt(address);
  if (server === null) {
    const holder = await holderAt(address);
    if (holder !== null) {
      const who = holder === '' ? 'another process' : `process ${holder}`;
      throw new DataFolderError(
        `The data folder ${folder} is in use by ${who}. End it, or choose another with --data.`,
      );
    }
    // A file is all that is left of whoever was killed; anywhere else nothing is.
    if (isFile(address)) rmSync(address, { force: true });
    server = await listenAt(address);
  }
  if (server === null)
    throw new DataFolderError(`The data folder ${folder} was taken in this moment. Choose another with --data.`);
  const held = server;
  return () => new Promise((done) => held.close(() => done()));
}

/**
 * Takes the folder for this process, until it is given back or the process ends.
 * @returns a function that gives it back
 * @throws DataFolderError where it cannot be used, or another process works in it
 */
export async function takeFolder(folder: string): Promise<() => Promise<void>> {
  makeUsable(folder);
  const giveBack = await takeLock(lockAddress(folder), resolve(folder));
  // The database's own lock is a folder, which outlives a process that was killed. Nobody else has this one now.
  rmSync(join(folder, 'site.db.lock'), { recursive: true, force: true });
  return giveBack;
}
