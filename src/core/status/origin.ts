/**
 * The ways in: how an erasure came to be asked for, and what follows from it.
 */
import * as z from 'zod/mini';

/** Which way in an erasure came, and as whom. A web trigger has no account. */
export const Origin = z.object({
  via: z.enum(['issue-action', 'bulk', 'web-trigger', 'automation', 'issue-event']),
  accountId: z.nullable(z.string()),
});
export type Origin = z.infer<typeof Origin>;
export type Via = Origin['via'];

/** Priority of the calls. `interactive` comes first, because a person waits; `bulk` may linger to fill a batch. */
export const Priority = z.enum(['interactive', 'automated', 'bulk']);

/** What reads an issue: the app itself, or the user who asks. */
export type As = 'app' | 'user';

interface Way {
  /** A person saw what would happen and clicked. Whatever nobody clicked counts against the hourly cap. */
  readonly attended: boolean;
  /** That person saw this one address, and can say that what was found in free text is right. */
  readonly confirms: boolean;
  readonly reads: As;
  readonly priority: z.infer<typeof Priority>;
  readonly words: string;
}

export const WAYS: Readonly<Record<Via, Way>> = {
  'issue-action': { attended: true, confirms: true, reads: 'user', priority: 'interactive', words: 'from the issue' },
  bulk: { attended: true, confirms: false, reads: 'app', priority: 'bulk', words: 'in bulk, from the erasures page' },
  'web-trigger': {
    attended: false,
    confirms: false,
    reads: 'app',
    priority: 'automated',
    words: 'through the web trigger',
  },
  automation: {
    attended: false,
    confirms: false,
    reads: 'user',
    priority: 'automated',
    words: 'by an automation rule',
  },
  'issue-event': {
    attended: false,
    confirms: false,
    reads: 'app',
    priority: 'automated',
    words: 'by a rule of this app',
  },
};
