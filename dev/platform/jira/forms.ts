/**
 * The forms with which people edit an issue, and create one. Rich text is written as plain text.
 */
import { readDocument } from '../../../src/core/address/adf';
import { type Html, html, option } from './html';
import { FIELDS, type IssueRecord, PROJECTS, STATUSES } from './issues';
import { RESOLUTIONS } from './relations';

/** What people write: names, addresses, texts. */
const isWritten = ({ id, custom, type }: (typeof FIELDS)[number]): boolean =>
  id === 'summary' || id === 'description' || (custom && ['string', 'doc'].includes(type));
const WRITTEN = FIELDS.filter(isWritten);

const textOf = (value: unknown, type: string): string => {
  if (type === 'doc') return readDocument(value).text.trim();
  return typeof value === 'string' ? value : '';
};

function fields(values: Readonly<Record<string, unknown>>): Html[] {
  return WRITTEN.map(({ id, name, type }) => {
    const text = textOf(values[id], type);
    const input =
      type === 'doc'
        ? html`<textarea name="${id}" rows="4">${text}</textarea>`
        : html`<input name="${id}" value="${text}" autocomplete="off" />`;
    return html`<label>${name} ${input}</label>`;
  });
}

/** Moves an issue on. How it ended is asked where it is done. */
export function moveForm({ key, fields }: IssueRecord): Html {
  const { name: status } = fields['status'] as { name: string };
  const resolution = (fields['resolution'] as { name: string } | null | undefined)?.name ?? RESOLUTIONS[0].name;
  return html`<form data-move="${key}">
    <label
      >Move to
      <select name="transition">
        ${STATUSES.map((name, index) => option(String(index + 1), name, name === status))}
      </select></label
    >
    <label
      >Resolution, once done
      <select name="resolution">
        ${RESOLUTIONS.map(({ name }) => option(name, name, name === resolution))}
      </select></label
    >
    <button>Move</button>
  </form>`;
}

/** Edits an issue: only what was changed is sent. */
export const editForm = (issue: IssueRecord): Html =>
  html`<div class="write">
    <button data-write aria-expanded="false">Edit fields</button>
    <form data-edit="${issue.key}" hidden>
      ${fields(issue.fields)}
      <div><button>Save fields</button></div>
    </form>
  </div>`;

export const createForm = (): Html =>
  html`<div class="write">
    <button data-write aria-expanded="false">Create a ticket</button>
    <form data-create hidden>
      <label
        >Project
        <select name="project">
          ${PROJECTS.map(({ key, name }) => html`<option value="${key}">${name} (${key})</option>`)}
        </select></label
      >
      ${fields({ summary: 'Please delete me' })}
      <div><button>Create</button></div>
    </form>
  </div>`;

/** What a form sent, as Jira's REST takes it. */
export function toFields(written: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    WRITTEN.filter(({ id }) => typeof written[id] === 'string').map(({ id, type }): [string, unknown] => {
      const text = String(written[id]);
      if (text.trim() === '') return [id, null];
      if (type !== 'doc') return [id, text];
      const lines = text.split(/\r?\n/).map((line) => ({
        type: 'paragraph',
        content: line === '' ? [] : [{ type: 'text', text: line }],
      }));
      return [id, { type: 'doc', version: 1, content: lines }];
    }),
  );
}
