/**
 * The folder of a local site: what cannot be used is said at once, and one process at a time works in it.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolderError, lockAddress, makeUsable, takeFolder, takeLock } from '../../dev/local/data-folder';
import { folder as newFolder } from '../support/folder';

const ALL = realpathSync(newFolder());
const folder = () => mkdtempSync(join(ALL, 'data-'));

/** A process that listens at an address and is killed. */
async function killedAt(address: string): Promise<void> {
  const script = `require('node:net').createServer().listen(JSON.parse(process.argv[1]), () => console.log('there'))`;
  const child = spawn(process.execPath, ['-e', script, JSON.stringify(address)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((end) => child.once('exit', end));
  await new Promise((there) => child.stdout.once('data', there));
  child.kill('SIGKILL');
  await ended;
}

describe('a folder', () => {
  it('is made with everything above it, and left empty', () => {
    const path = join(folder(), 'a/b/c');
    makeUsable(path);
    makeUsable(path);
    expect(readdirSync(path)).toEqual([]);
  });

  it.each([
    ['a file', () => makeFile(), /is no folder/],
    ['under a file', () => join(makeFile(), 'data'), /is no folder/],
    ['a link that leads nowhere', () => makeLink(), /is no folder/],
  ])('that is %s cannot be used', (_, path, words) => {
    expect(() => makeUsable(path())).toThrow(DataFolderError);
    expect(() => makeUsable(path())).toThrow(words);
  });

  // Where the system makes no folders, whoever asks. A system without these has nothing to try.
  it.each(
    ['/proc/nowhere', '/proc/nowhere/data', '/proc/self', '/sys', '/sys/nowhere'].filter(() =>
      existsSync('/proc/self'),
    ),
  )('is not %s', (path) => {
    expect(() => makeUsable(path)).toThrow(
      /cannot be written to \(\w+\)\. Choose another with --data\.|is on a disk that is read-only/,
    );
  });

  const makeFile = () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    return file;
  };
  const makeLink = () => {
    const link = join(folder(), 'link');
    symlinkSync('/nowhere/at/all', link);
    return link;
  };
});

describe('the lock of a folder', () => {
  it('is had by one, who is named, until it is given back', async () => {
    const data = folder();
    const giveBack = await takeFolder(data);
    const words = `The data folder ${data} is in use by process ${String(process.pid)}. End it, or choose another with --data.`;
    await expect(takeFolder(data)).rejects.toThrow(words);
    await giveBack();
    await (
      await takeFolder(data)
    )();
  });

  it('is the same, whichever way leads to the folder', async () => {
    const data = folder();
    const link = join(folder(), 'link');
    symlinkSync(data, link);
    const giveBack = await takeFolder(data);
    await expect(takeFolder(link)).rejects.toThrow(/is in use/);
    await giveBack();
  });

  it('is another for another folder', async () => {
    const both = await Promise.all([takeFolder(folder()), takeFolder(folder())]);
    await Promise.all(both.map((giveBack) => giveBack()));
  });

  it('lets the database’s own lock go, which a killed process leaves behind, and only once it is had', async () => {
    const data = folder();
    const left = join(data, 'site.db.lock');
    mkdirSync(left);
    const giveBack = await takeFolder(data);
    expect(existsSync(left)).toBe(false);
    mkdirSync(left);
    await expect(takeFolder(data)).rejects.toThrow(DataFolderError);
    expect(existsSync(left)).toBe(true);
    await giveBack();
  });

  it('goes with a process that is killed, also where it is a file that stays', async () => {
    const data = folder();
    const file = join(data, 'lock.sock');
    for (const address of [lockAddress(data), file]) {
      await killedAt(address);
      const giveBack = await takeLock(address, data);
      await expect(takeLock(address, data)).rejects.toThrow(/is in use/);
      await giveBack();
    }
    expect(existsSync(file)).toBe(false);
  });

  it('is kept by the system where the system can', () => {
    const data = folder();
    const hash = createHash('sha256').update(data).digest('hex').slice(0, 24);
    expect(lockAddress(data, 'linux')).toBe(`\0user-erasure-${hash}`);
    expect(lockAddress(data, 'win32')).toBe(`\\\\.\\pipe\\user-erasure-${hash}`);
    expect(lockAddress(data, 'darwin')).toBe(join(tmpdir(), `user-erasure-${hash}.sock`));
  });
});
