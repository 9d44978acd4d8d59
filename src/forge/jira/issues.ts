/**
 * Issues over Jira's REST API, as the use cases read them.
 */
import { route } from '@forge/api';
import * as z from 'zod/mini';
import { AppError } from '../../core/app-error';
import type { Issue, Issues } from '../../ports/issues';
import type { System } from '../../ports/system';

import { IssueReply, toIssue, WANTED } from './issue-reply';
import { ask, read, readPlace, sameLabel } from './request';

const Forms = z.array(
  z.object({
    id: z.string(),
    submitted: z.optional(z.boolean()),
    state: z.optional(z.object({ status: z.optional(z.string()) })),
  }),
);
const Answers = z.array(z.looseObject({ label: z.optional(z.string()), answer: z.optional(z.unknown()) }));
const RequestReply = z.object({
  requestFieldValues: z._default(z.array(z.object({ label: z.string(), value: z.optional(z.unknown()) })), []),
});
const RequestTypeReply = z.object({ requestType: z.optional(z.object({ name: z.string() })) });
const EmailReply = z.object({ email: z.optional(z.string()) });
const UserReply = z.object({ emailAddress: z.optional(z.string()) });

/** A form counts once it is submitted; an open one may still change. */
const isSubmitted = ({ submitted, state }: z.infer<typeof Forms>[number]): boolean =>
  submitted ?? (state?.status !== undefined && state.status !== 'o');

/** The issues of this site. */
export function issuesOf({ now }: Pick<System, 'now'>): Issues {
  return {
    async read(idOrKey, fields, as): Promise<Issue> {
      const wanted = [...WANTED, ...fields].join(',');
      const response = await ask(as, route`/rest/api/3/issue/${idOrKey}?fields=${wanted}&expand=names`);
      // The app may see every issue of its projects: where it is refused, that passes once somebody puts it right.
      if (as === 'app' && (response.status === 401 || response.status === 403)) throw new AppError('jira-unavailable');
      const reply = await read(IssueReply, response);
      if (reply === null) throw new AppError('no-such-issue');
      return toIssue(reply, now());
    },

    async formAnswers({ key }, label) {
      const forms = await readPlace(Forms, await ask('app', route`/forms/issue/${key}/form`));
      const answers: unknown[] = [];
      for (const { id } of (forms ?? []).filter(isSubmitted)) {
        const path = route`/forms/issue/${key}/form/${id}/format/answers`;
        const given = await readPlace(Answers, await ask('app', path));
        answers.push(...(given ?? []).filter((one) => sameLabel(one.label, label)).map(({ answer }) => answer));
      }
      return answers;
    },

    async requestFieldValues({ key }, label, as) {
      const reply = await readPlace(RequestReply, await ask(as, route`/rest/servicedeskapi/request/${key}`));
      return (reply?.requestFieldValues ?? []).filter((one) => sameLabel(one.label, label)).map(({ value }) => value);
    },

    async addressOf(accountId) {
      const reply = await read(EmailReply, await ask('app', route`/rest/api/3/user/email?accountId=${accountId}`));
      if (reply?.email !== undefined && reply.email !== '') return reply.email;
      // Portal-only customers may be unknown there; their profile may still show the address.
      const user = await read(UserReply, await ask('app', route`/rest/api/3/user?accountId=${accountId}`));
      return user?.emailAddress === undefined || user.emailAddress === '' ? null : user.emailAddress;
    },

    async requestType({ key, isServiceDesk }) {
      if (!isServiceDesk) return null;
      const path = route`/rest/servicedeskapi/request/${key}?expand=requestType`;
      return (await readPlace(RequestTypeReply, await ask('app', path)))?.requestType?.name ?? null;
    },
  };
}
