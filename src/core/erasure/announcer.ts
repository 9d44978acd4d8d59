/**
 * The lease on telling an erasure's end, by a comment, a label and a transition. It stands in the erasure itself: the write
 * that ends an erasure takes it, and the one that notes that the issue was told gives it back, so that it costs no request.
 */
import * as z from 'zod/mini';

/**
 * Who tells the end, and until when a request of theirs may be on its way (milliseconds since the epoch). `looks`: somebody
 * may have posted the comment before, so it is looked for first.
 */
export const Announcer = z.object({ by: z.string(), until: z.number(), looks: z.boolean() });
export type Announcer = z.infer<typeof Announcer>;

/** A request to Jira is on its way for a minute; by then a comment is there or will never be. */
const REQUEST_TAKES = 70_000;
/** Whoever ends an erasure posts its comment within so long; nobody can have posted it before, so it is not looked for. */
const SOON = 20_000;
/** Looking for a comment and posting it take two requests, and what is read in between. */
const LOOKING_TAKES = 180_000;

/** The lease of whoever ends an erasure now. */
export const announcerFrom = (by: string, now: number): Announcer => ({
  by,
  until: now + SOON + REQUEST_TAKES,
  looks: false,
});

/** The lease of whoever finds an end untold, and looks for its comment before posting it. */
export const lateAnnouncer = (by: string, now: number): Announcer => ({ by, until: now + LOOKING_TAKES, looks: true });

/** Whether a comment that is posted from now on is there before the lease ends. */
export const isInTime = ({ until }: Announcer, now: number): boolean => now + REQUEST_TAKES <= until;

/** Whether somebody may still be telling the end. A lease longer than any was written by a clock that went wrong. */
export const isHeld = (announcer: Announcer | undefined, now: number): boolean =>
  announcer !== undefined && announcer.until > now && announcer.until <= now + LOOKING_TAKES;
