/**
 * The page of the local Jira where rules are tried: an action with its form, run by hand on an issue; which validator the
 * workflow asks; and what the runs said.
 */
import type { Manifest } from '../forge/manifest';
import { Html, html, option } from './html';
import { appFrame, layout, type View } from './pages';

/** One run of an action, as a rule's audit log shows it. */
export interface Run {
  readonly at: string;
  readonly action: string;
  readonly user: string;
  readonly issueKey: string;
  readonly said: string;
  readonly isError: boolean;
}

/** Where the form of the chosen action is, and what else there is. */
export interface AutomationState {
  readonly action: string;
  readonly validator: string;
  readonly runs: readonly Run[];
}

const workflow = ({ validators }: Manifest, chosen: string): Html =>
  html`<section class="card">
    <h2>Workflow</h2>
    <form method="post" action="/workflow">
      <label
        >Before an issue is moved to Done, ask
        <select name="validator">
          ${option('', 'nobody', chosen === '')}${validators.map(({ key, name }) => option(key, name, key === chosen))}
        </select></label
      >
      <button>Apply</button>
    </form>
  </section>`;

export function automationPage(view: View, { action, validator, runs }: AutomationState): string {
  const { actions, uiModules } = view.manifest;
  const module = uiModules.find(({ key }) => key === action);
  const rows = runs.map(
    ({ at, action: what, user, issueKey, said, isError }) =>
      html`<tr>
        <td>${at}</td>
        <td>${what}</td>
        <td>${user}</td>
        <td>${issueKey}</td>
        <td class="${isError ? 'failed' : ''}">${said}</td>
      </tr>`,
  );
  return layout(
    view,
    'Automation',
    html`<div class="page">
      <p class="crumbs">Settings / Automation</p>
      <h1>Automation</h1>
      <section class="card">
        <h2>Run a rule by hand</h2>
        <p>
          ${actions.map(({ key, name }) => html`<a href="/automation?action=${key}" ${new Html(key === action ? ' aria-current="page"' : '')}>${name}</a> `)}
        </p>
        ${module === undefined ? null : appFrame(view, module, null)}
        <form data-run="${action}">
          <label>On the issue <input name="issueKey" placeholder="GDPR-1" required /></label>
          <button>Run the rule as ${view.user.displayName}</button>
        </form>
      </section>
      ${workflow(view.manifest, validator)}
      <section class="card">
        <h2>Audit log</h2>
        <table class="list" data-live="audit">
          <thead>
            <tr>
              <th>When</th>
              <th>Action</th>
              <th>As</th>
              <th>Issue</th>
              <th>What it said</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </section>
    </div>`,
  );
}
