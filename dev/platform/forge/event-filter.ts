/**
 * Which events reach a trigger of the manifest.
 * @see https://developer.atlassian.com/platform/forge/events-reference/product_events/
 */
import { ExpressionError, isTrue } from './jira-expression';

/** A filter of the manifest. */
export interface EventFilter {
  readonly ignoreSelf: boolean;
  readonly expression: string | null;
  /** What happens to an event where the expression cannot be evaluated. */
  readonly onError: string;
}

/** The properties of what an event is about, by entity: `issue`, `project`. */
export type PropertiesOf = (entity: string) => Readonly<Record<string, unknown>>;

const PATH = /event\.runtime\.(\w+)\.properties\[(['"])([^'"]+)\2\]((?:\.\w+|\[(['"])[^'"]+\5\])*)/g;
const isPrimitive = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** A primitive or a list of such at a path of a property; whatever else stands there, or nothing, is null. */
function resolved(value: unknown, path: string): unknown {
  const steps = [...path.matchAll(/\.(\w+)|\[['"]([^'"]+)['"]\]/g)].flatMap(([, dotted, quoted]) =>
    (dotted ?? quoted ?? '').split('.'),
  );
  const found = steps.reduce<unknown>(
    (held, step) =>
      typeof held === 'object' && held !== null && Object.hasOwn(held, step)
        ? (held as Record<string, unknown>)[step]
        : undefined,
    value,
  );
  return isPrimitive(found) || (Array.isArray(found) && found.every(isPrimitive)) ? found : null;
}

/** Whether an event reaches the trigger. */
export function passes(
  { ignoreSelf, expression, onError }: EventFilter,
  event: { readonly selfGenerated: boolean },
  propertiesOf: PropertiesOf,
): boolean {
  if (ignoreSelf && event.selfGenerated) return false;
  if (expression === null) return true;
  const filled = expression.replace(PATH, (_, entity: string, quote: string, key: string, path: string) =>
    JSON.stringify(resolved(propertiesOf(entity)[key], path)),
  );
  try {
    return isTrue(filled, { event });
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return onError.startsWith('RECEIVE');
  }
}
