/**
 * The pages of the local Jira: a list of issues, an issue with the app's action and panel, the app's own pages, and the
 * people whom the vendors still hold.
 */
import type { Manifest, UiModule } from '../forge/manifest';
import { settingsAt, VENDORS, type VendorName } from '../vendors/accounts';
import type { VendorUser } from '../vendors/vendor-users';
import type { Vendors } from '../vendors/vendors';
import { createForm, editForm, moveForm } from './forms';
import { documentToHtml, type Html, html, option } from './html';
import { type Comment, FIELDS, type IssueRecord } from './issues';
import type { Panels } from './panels';
import { may, type User, userById, USERS } from './people';
import { isPortalModule, mayRun } from './portal';
import type { Related } from './relations';

export interface View {
  readonly user: User;
  readonly theme: 'light' | 'dark';
  readonly uiOrigin: string;
  readonly manifest: Manifest;
}

const nameOf = (field: unknown): string => (field as { name?: string } | null)?.name ?? '';
const ICONS: Record<string, string> = { Task: '☑', 'Service Request': '✉', Bug: '●', 'Sub-task': '↳' };

/** A page of the local Jira around a body. */
export function layout({ user, theme }: View, title: string, body: Html): string {
  const page = html`<!doctype html>
    <html lang="en" data-color-mode="${theme}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Local Jira</title>
        <link rel="icon" href="/assets/logo.svg" />
        <link rel="stylesheet" href="/assets/jira.css" />
        <script src="/assets/jira.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <a class="logo" href="/"><img src="/assets/logo.svg" alt="" width="24" height="24" />Local Jira</a>
          <nav aria-label="Site">
            <a href="/">Privacy requests</a><a href="/apps/erasures-page">Erasures</a
            ><a href="/apps/erasure-admin">User erasure settings</a><a href="/automation">Automation</a
            ><a href="/vendors">Vendors</a>
          </nav>
          <span class="spacer"></span>
          <label class="switch"
            >You are
            <select data-cookie="local-user">
              ${USERS.filter(({ accountType }) => accountType !== 'app').map(({ name, displayName }) => option(name, displayName, name === user.name))}
            </select></label
          >
          <label class="switch"
            >Theme
            <select data-cookie="local-theme">
              ${(['light', 'dark'] as const).map((one) => option(one, one, one === theme))}
            </select></label
          >
        </header>
        <main id="main">${body}</main>
        <div id="flags" role="status" aria-live="polite"></div>
      </body>
    </html>`;
  return page.text;
}

/** Whether a module is shown on an issue: its condition is evaluated by the issue's properties. */
const isShownOn = ({ needsProperty }: UiModule, { properties }: IssueRecord): boolean =>
  needsProperty === null || properties[needsProperty] !== undefined;

/** A page of the app's own within one of Jira's. */
export function appFrame({ uiOrigin }: View, module: UiModule, issueKey: string | null, isLazy = false): Html {
  const src = `${uiOrigin}/ui/${module.page}`;
  const source = isLazy ? html`data-src="${src}"` : html`src="${src}"`;
  return html`<iframe
    class="forge"
    title="${module.title}"
    data-module="${module.key}"
    data-issue="${issueKey ?? ''}"
    data-page="${module.type}"
    ${source}
    allow="camera; clipboard-write; display-capture; fullscreen; microphone"
    sandbox="allow-downloads allow-forms allow-modals allow-pointer-lock allow-same-origin allow-scripts"
  ></iframe>`;
}

const lozenge = (word: string): Html =>
  html`<span class="lozenge ${word.toLowerCase().replace(/\W+/g, '-')}">${word}</span>`;

function erasureWord(issue: IssueRecord): Html {
  const property = issue.properties['user-erasure'] as { status?: string } | undefined;
  return property?.status === undefined ? html`<span class="quiet">–</span>` : lozenge(property.status);
}

/** The issues that the user may see. */
export function issueList(view: View, issues: readonly IssueRecord[]): string {
  const visible = issues.filter(({ projectKey }) => may(view.user, 'BROWSE_PROJECTS', projectKey));
  const rows = visible.map(
    (issue) =>
      html`<tr>
        <td class="icon">${ICONS[nameOf(issue.fields['issuetype'])] ?? ''}</td>
        <td><a href="/browse/${issue.key}">${issue.key}</a></td>
        <td><a href="/browse/${issue.key}">${String(issue.fields['summary'])}</a></td>
        <td>
          ${userById((issue.fields['reporter'] as { accountId: string } | null)?.accountId ?? '')?.displayName ?? ''}
        </td>
        <td>${lozenge(nameOf(issue.fields['status']))}</td>
        <td>${erasureWord(issue)}</td>
      </tr>`,
  );
  const empty = html`<p class="quiet">There is no issue that you may see.</p>`;
  const list = html`<table class="list">
    <thead>
      <tr>
        <th><span class="hidden">Type</span></th>
        <th>Key</th>
        <th>Summary</th>
        <th>Reporter</th>
        <th>Status</th>
        <th>Erasure</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return layout(
    view,
    'Privacy requests',
    html`<div class="page">
      <p class="crumbs">Projects / Privacy requests</p>
      <h1>Requests</h1>
      ${createForm()}
      <div data-live>${visible.length === 0 ? empty : list}</div>
    </div>`,
  );
}

function fieldRow(issue: IssueRecord, id: string, name: string, type: string): Html | null {
  const value = issue.fields[id];
  if (value === null || value === undefined || value === '') return null;
  const shown =
    type === 'doc'
      ? documentToHtml(value)
      : type === 'user'
        ? (userById((value as { accountId: string }).accountId)?.displayName ?? '')
        : (value as string);
  return html`<dt>${name}</dt>
    <dd>${shown}</dd>`;
}

const isInternal = ({ properties }: Comment): boolean =>
  properties.some(
    ({ key, value }) => key === 'sd.public.comment' && (value as { internal?: boolean }).internal === true,
  );

function commentOf(comment: Comment): Html {
  const { authorId, body, created } = comment;
  const author = userById(authorId)?.displayName ?? 'Somebody';
  return html`<article class="comment${isInternal(comment) ? ' internal' : ''}">
    <span class="avatar" aria-hidden="true">${author.slice(0, 1)}</span>
    <div>
      <p class="by">
        <strong>${author}</strong>
        <time datetime="${created}">${new Date(created).toLocaleString('en-GB')}</time
        >${isInternal(comment) ? html` <span class="quiet">Internal note</span>` : null}
      </p>
      ${documentToHtml(body)}
    </div>
  </article>`;
}

const relationRows = (related: readonly Related[]): Html[] =>
  related.map(
    ({ how, key, summary, status }) =>
      html`<dt>${how}</dt>
        <dd><a href="/browse/${key}">${key}</a> ${summary} ${lozenge(status)}</dd>`,
  );

/** What the app shows beside the fields: its status at once, its page once it is opened. */
const contextOf = (view: View, module: UiModule, issue: IssueRecord): Html =>
  html`<section class="card">
    <details data-context="${module.key}" data-issue="${issue.key}">
      <summary>${module.title} <span class="lozenge" data-status></span></summary>
      ${appFrame(view, module, issue.key, true)}
    </details>
  </section>`;

/** One issue, with the app's action and panel. @param related its parent, sub-tasks and linked issues */
export function issuePage(view: View, issue: IssueRecord, related: readonly Related[], added: Panels): string {
  const actions = view.manifest.uiModules.filter(({ type }) => type === 'jira:issueAction');
  const panels = view.manifest.uiModules.filter(({ type }) => type === 'jira:issuePanel' && added.isShown(issue));
  const contexts = view.manifest.uiModules.filter(
    (module) => module.type === 'jira:issueContext' && isShownOn(module, issue),
  );
  const { fields } = issue;
  const reporter = userById((fields['reporter'] as { accountId: string } | null)?.accountId ?? '');
  const forms = issue.forms.map(
    (form) =>
      html`<section class="card">
        <h2>Form: ${form.name} ${form.submitted ? lozenge('Submitted') : lozenge('Open')}</h2>
        <dl>
          ${form.answers.map(
            ({ label, answer }) =>
              html`<dt>${label}</dt>
                <dd>${answer}</dd>`,
          )}
        </dl>
      </section>`,
  );
  const request =
    issue.requestFields === null
      ? null
      : html`<section class="card">
          <h2>Request from the portal</h2>
          <dl>
            ${issue.requestFields.map(
              ({ label, value }) =>
                html`<dt>${label}</dt>
                  <dd>${String(value)}</dd>`,
            )}
          </dl>
        </section>`;
  const body = html`<div class="issue" data-issue-key="${issue.key}">
      <div class="column">
        <p class="crumbs"><a href="/">Projects / ${issue.projectKey}</a> / ${issue.key}</p>
        <div class="title">
          <h1>${String(fields['summary'])}</h1>
          <details class="menu">
            <summary aria-label="Actions">⋯ Actions</summary>
            <div role="menu">
              ${actions.map(({ key, title, viewportSize }) => html`<button role="menuitem" data-open-action="${key}" data-size="${viewportSize}">${title}</button>`)}
            </div>
          </details>
        </div>
        <section>
          <h2>Description</h2>
          ${fields['description'] === null || fields['description'] === undefined ? html`<p class="quiet">No description</p>` : documentToHtml(fields['description'])}
        </section>
        ${editForm(issue)}${request}${forms}
        ${panels.map(
          (panel) =>
            html`<section class="card panel">
              <h2>${panel.title}</h2>
              ${appFrame(view, panel, issue.key)}
            </section>`,
        )}
        ${added.offer(issue, view.user)}
        <section data-live="activity">
          <h2>Activity</h2>
          ${issue.comments.length === 0 ? html`<p class="quiet">No comments yet.</p>` : issue.comments.map(commentOf)}
        </section>
      </div>
      <aside data-live="details">
        <section class="card">
          <h2>Details</h2>
          <p>${lozenge(nameOf(fields['status']))}</p>
          ${moveForm(issue)}
          <dl>
            ${relationRows(related)}
            <dt>Reporter</dt>
            <dd>${reporter?.displayName ?? 'Nobody'}</dd>
            <dt>Assignee</dt>
            <dd>
              ${userById((fields['assignee'] as { accountId: string } | null | undefined)?.accountId ?? '')?.displayName ?? 'Nobody'}
            </dd>
            ${
              fields['duedate'] == null
                ? null
                : html`<dt>Due date</dt>
                    <dd>${fields['duedate'] as string}</dd>`
            }
            <dt>Type</dt>
            <dd>${nameOf(fields['issuetype'])}</dd>
            <dt>Labels</dt>
            <dd>${((fields['labels'] as string[] | undefined) ?? []).join(', ') || 'None'}</dd>
            ${FIELDS.filter(({ custom }) => custom).map(({ id, name, type }) => fieldRow(issue, id, name, type))}
            <dt>Erasure</dt>
            <dd>${erasureWord(issue)}</dd>
          </dl>
        </section>
        ${contexts.map((module) => contextOf(view, module, issue))}
      </aside>
    </div>
    ${actions.map(
      (action) =>
        html`<dialog data-action="${action.key}" class="${action.viewportSize}" aria-label="${action.title}">
          <div class="dialog-head">
            <h2>${action.title}</h2>
            <button data-close aria-label="Close">✕</button>
          </div>
          ${appFrame(view, action, issue.key, true)}
        </dialog>`,
    )}`;
  return layout(view, `[${issue.key}] ${String(fields['summary'])}`, body);
}

/** A request as whoever made it sees it on the customer portal: no internal notes, and the app's panels at its side. */
export function portalPage(view: View, issue: IssueRecord): string {
  const panels = view.manifest.uiModules.filter(
    (module) => isPortalModule(module) && mayRun(module, view.user) && isShownOn(module, issue),
  );
  const shown = issue.comments.filter((comment) => !isInternal(comment));
  const body = html`<div class="issue">
    <div class="column">
      <p class="crumbs">Help centre / Privacy requests / ${issue.key}</p>
      <h1>${String(issue.fields['summary'])}</h1>
      <section data-live="activity">
        <h2>Activity</h2>
        ${shown.length === 0 ? html`<p class="quiet">No comments yet.</p>` : shown.map(commentOf)}
      </section>
    </div>
    <aside>
      <section class="card" data-live="details">
        <h2>Status</h2>
        <p>${lozenge(nameOf(issue.fields['status']))}</p>
      </section>
      ${panels.map(
        (panel) =>
          html`<section class="card panel">
            <h2>${panel.title}</h2>
            ${appFrame(view, panel, issue.key)}
          </section>`,
      )}
    </aside>
  </div>`;
  return layout(view, `[${issue.key}] ${String(issue.fields['summary'])}`, body);
}

/** A page of the app's own. */
export function appPage(view: View, module: UiModule): string {
  const section = module.type === 'jira:adminPage' ? 'Settings / Apps' : 'Apps';
  return layout(
    view,
    module.title,
    html`<div class="page app">
      <p class="crumbs">${section} / ${module.title}</p>
      <h1>${module.title}</h1>
      ${appFrame(view, module, null)}
    </div>`,
  );
}

const DISTURBANCES = {
  none: 'Answers',
  down: 'Down (503)',
  'rate-limited': 'Rate-limited (429)',
  'asks-to-wait': 'Asks to wait for an hour (429)',
  refusing: 'Refuses the key (403)',
  nonsense: 'Answers with a log-in page',
};

/** Who is still at which vendor, and how each vendor behaves. */
export function vendorsPage(
  view: View,
  vendors: Vendors,
  users: (vendor: VendorName) => readonly VendorUser[],
): string {
  const columns = VENDORS.map((vendor) => {
    const { disturbance, latency } = vendors.stateOf(vendor);
    const people = users(vendor);
    return html`<section class="card">
      <h2>${vendor} <span class="quiet">${people.length}</span></h2>
      <form method="post" action="/vendors">
        <input type="hidden" name="vendor" value="${vendor}" />
        <label
          >Behaviour
          <select name="kind">
            ${Object.entries(DISTURBANCES).map(([kind, label]) => option(kind, label, kind === (disturbance?.kind ?? 'none')))}
          </select></label
        >
        <label
          >Milliseconds an answer takes <input name="latency" type="number" min="0" max="60000" value="${latency}"
        /></label>
        <button>Apply</button>
      </form>
      <details>
        <summary>What a connection to it is set up with</summary>
        <dl>
          ${Object.entries(settingsAt(vendor)).map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd><code>${typeof value === 'string' ? value : JSON.stringify(value)}</code></dd>`,
          )}
        </dl>
      </details>
      <ul data-live="${vendor}">
        ${people.map(({ email, leavingAt }) => html`<li>${email}${leavingAt === null ? null : html` <span class="quiet">deletion on its way</span>`}</li>`)}
      </ul>
      <form method="post" action="/vendors">
        <input type="hidden" name="vendor" value="${vendor}" />
        <label>Somebody signs up there <input name="email" type="email" required /></label>
        <button>Add</button>
      </form>
    </section>`;
  });
  return layout(
    view,
    'Vendors',
    html`<div class="page">
      <p class="crumbs">Simulated providers</p>
      <h1>Who is still there</h1>
      <div class="columns">${columns}</div>
    </div>`,
  );
}

/** A page that there is not, or not for this user. */
export const missingPage = (view: View, what: string): string =>
  layout(
    view,
    'Not found',
    html`<div class="page">
      <h1>Not found</h1>
      <p>${what}</p>
      <p><a href="/">Back to the requests</a></p>
    </div>`,
  );
