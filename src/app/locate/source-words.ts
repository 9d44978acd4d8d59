import type { Source } from '../../core/address/extract';
import type { Issue } from '../../ports/issues';

/** What a place is called on this issue's screen. */
export function sourceWords(source: Source, { fieldNames }: Pick<Issue, 'fieldNames'>): string {
  const nameOf = (field: string) => fieldNames[field] ?? field;
  switch (source.kind) {
    case 'field':
      return `the field "${nameOf(source.field)}"`;
    case 'form':
      return `the form answer "${source.label}"`;
    case 'request-field':
      return `the request field "${source.label}"`;
    case 'reporter':
      return 'the reporter of the issue';
    case 'text':
      return `the text of the field "${nameOf(source.field)}"`;
  }
}
